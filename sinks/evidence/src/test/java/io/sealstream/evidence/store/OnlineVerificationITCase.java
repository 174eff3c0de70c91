package io.sealstream.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.EpochPublisher;
import io.sealstream.evidence.publish.EpochSealer;
import io.sealstream.evidence.publish.Epochs;
import io.sealstream.evidence.publish.SealerState;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.Problem;
import io.sealstream.evidence.verify.VerificationReport;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** Attacks 37 and 38, done to a published archive on the one server here that enforces locks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnlineVerificationITCase {
  private static final String BUCKET = "online";
  private static final NoteSigner SIGNER = Epochs.SIGNER;
  private static final Instant UNTIL = Instant.parse("2027-11-24T10:15:00Z");

  private LockedRgw rgw;
  private S3Client client;
  private EvidenceStore store;
  private String prefix = "";
  private int archives;

  @BeforeAll
  void start() throws Exception {
    rgw = LockedRgw.start(BUCKET);
    client = rgw.client();
  }

  /** Two epochs, locked so that who may bypass the lock can attack it. */
  @BeforeEach
  void publish() throws IOException {
    prefix = "archive-" + archives++ + "/";
    store = rgw.open(prefix);
    var epochs =
        new Epochs(store, "run", RetentionTable.single("standard", LockMode.GOVERNANCE, 1));
    EpochSealer.Sealed first = epochs.seal(SealerState.initial(Epochs.NOW.toEpochMilli()), 0, 5);
    EpochSealer.Sealed second = epochs.seal(first.state(), 5, 8);
    var publisher = new EpochPublisher(store, SIGNER, change -> {});
    publisher.publish(first.pending(), false);
    publisher.publish(second.pending(), false);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @AfterAll
  void stop() {
    if (rgw != null) {
      rgw.close();
    }
  }

  @Test
  @DisplayName("an archive that nobody touched verifies")
  void untouchedArchiveVerifies() throws IOException {
    assertThat(verify().problems()).isEmpty();
    assertThat(verify().lines()).last().asString().startsWith("VERIFIED L6");
  }

  @Test
  @DisplayName("an object, seal, note, tile or receipt written over is a shadow, and still read")
  void overwriteIsAShadow() throws IOException {
    for (String key : store.list("")) {
      if (!key.equals(ArchiveLayout.CHECKPOINT)) {
        put(key, Bytes.utf8("forged"));
      }
    }
    VerificationReport report = verify();

    assertThat(report.problems())
        .allMatch(problem -> problem.code() == VerdictCode.VERSION_SHADOW)
        .extracting(Problem::where)
        .containsExactlyInAnyOrderElementsOf(
            store.list("").stream().filter(key -> !key.equals(ArchiveLayout.CHECKPOINT)).toList());
  }

  @Test
  @DisplayName("the same bytes written again shadow nothing")
  void sameBytesAreNoShadow() throws IOException {
    put(batch(), store.read(batch()).orElseThrow());

    assertThat(verify().problems()).isEmpty();
  }

  @Test
  @DisplayName("a delete marker is a shadow")
  void deleteMarkerIsAShadow() throws IOException {
    hide(batch());

    assertOnly(VerdictCode.VERSION_SHADOW, batch(), "a delete marker hides it");
  }

  @Test
  @DisplayName("a version removed with bypass is named, also where a forged one took its place")
  void removedVersionIsNamed() throws IOException {
    String key = batch();
    String sealed = sealed(key).versionId();
    put(key, store.read(key).orElseThrow());
    client.deleteObject(
        r -> r.bucket(BUCKET).key(prefix + key).versionId(sealed).bypassGovernanceRetention(true));

    assertOnly(VerdictCode.VERSION_SHADOW, key, sealed + ", is gone");
  }

  @Test
  @DisplayName("a retention extended, and a legal hold, pass")
  void extendedRetentionPasses() throws IOException {
    PublishedObject object = sealed(batch());
    retain(object, ObjectLockRetentionMode.GOVERNANCE, UNTIL.plusSeconds(86_400));
    client.putObjectLegalHold(
        r ->
            r.bucket(BUCKET)
                .key(prefix + object.key())
                .versionId(object.versionId())
                .legalHold(hold -> hold.status(ObjectLockLegalHoldStatus.ON)));

    assertThat(verify().problems()).isEmpty();
  }

  @Test
  @DisplayName("a retention shortened with bypass is a drift, of an object as of a note")
  void shortenedRetentionIsADrift() throws IOException {
    retain(sealed(batch()), ObjectLockRetentionMode.GOVERNANCE, UNTIL.minusSeconds(1));
    String note = ArchiveLayout.note(2);
    retain(sealed(note), ObjectLockRetentionMode.GOVERNANCE, UNTIL.minusSeconds(86_400));

    assertThat(verify().problems())
        .allMatch(problem -> problem.code() == VerdictCode.LOCK_DRIFT)
        .extracting(Problem::where)
        .containsExactly(batch(), note);
  }

  @Test
  @DisplayName("without a receipt the lock in the head counts, for the epoch's log files too")
  void withoutReceiptTheHeadCounts() throws IOException {
    PublishedObject object = sealed(batch());
    PublishedObject seal = sealed(ArchiveLayout.seal(1));
    remove(ArchiveLayout.receipt(1));
    assertThat(verify().problems()).isEmpty();

    retain(object, ObjectLockRetentionMode.GOVERNANCE, UNTIL.minusSeconds(1));
    retain(seal, ObjectLockRetentionMode.GOVERNANCE, UNTIL.minusSeconds(1));
    assertThat(verify().problems())
        .allMatch(problem -> problem.code() == VerdictCode.LOCK_DRIFT)
        .extracting(Problem::where)
        .containsExactly(batch(), ArchiveLayout.seal(1));
  }

  @Test
  @DisplayName("at L4 nothing online is looked at")
  void lowerLevelsDoNotLook() throws IOException {
    hide(batch());

    assertThat(verify(Level.L4).problems()).isEmpty();
  }

  private VerificationReport verify() throws IOException {
    return verify(Level.L6);
  }

  private VerificationReport verify(Level level) throws IOException {
    return EvidenceVerifier.verify(
        store, TrustFile.of(SIGNER.key()), VerifyOptions.DEFAULT.at(level));
  }

  private void assertOnly(VerdictCode code, String where, String why) throws IOException {
    assertThat(verify().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.where()).isEqualTo(where);
              assertThat(problem.why()).contains(why);
            });
  }

  /** The batch object of the second epoch. */
  private String batch() throws IOException {
    return store.list(ArchiveLayout.EVENTS).stream()
        .filter(key -> key.contains("-0-5-"))
        .findFirst()
        .orElseThrow();
  }

  /** What the second epoch's receipt says. */
  private PublishedObject sealed(String key) throws IOException {
    Bytes receipt = store.read(ArchiveLayout.receipt(1)).orElseThrow();
    return PublicationReceipt.parse(receipt).objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private String versionOf(String key) throws IOException {
    return store.inspection().orElseThrow().versions(key).get(0).versionId();
  }

  /** With the bypass of who may. */
  private void remove(String key) throws IOException {
    String version = versionOf(key);
    client.deleteObject(
        r -> r.bucket(BUCKET).key(prefix + key).versionId(version).bypassGovernanceRetention(true));
  }

  private void hide(String key) {
    client.deleteObject(r -> r.bucket(BUCKET).key(prefix + key));
  }

  private void put(String key, Bytes body) {
    client.putObject(
        r -> r.bucket(BUCKET).key(prefix + key), RequestBody.fromBytes(body.toArray()));
  }

  private void retain(PublishedObject object, ObjectLockRetentionMode mode, Instant until) {
    client.putObjectRetention(
        r ->
            r.bucket(BUCKET)
                .key(prefix + object.key())
                .versionId(object.versionId())
                .bypassGovernanceRetention(true)
                .retention(t -> t.mode(mode).retainUntilDate(until)));
  }
}
