package io.sealstream.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.format.RetentionRule;
import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.format.RetentionTerm;
import io.sealstream.evidence.hold.CaseHolds;
import io.sealstream.evidence.hold.CaseHolds.Order;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.EpochPublisher;
import io.sealstream.evidence.publish.Epochs;
import io.sealstream.evidence.publish.SealerState;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.Level;
import io.sealstream.evidence.verify.Problem;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** What a published archive is kept by, on the one server here that enforces locks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionITCase {
  private static final String BUCKET = "kept";
  private static final Instant ONE_YEAR = Instant.parse("2027-11-24T10:15:00Z");
  private static final Instant THREE_YEARS = Instant.parse("2029-11-24T10:15:00Z");
  private static final RetentionTable TABLE =
      new RetentionTable(
          1,
          "alice",
          "ticket 1",
          List.of(rule("_unattributed", "standard", 1), rule(RetentionRule.ANY, "long", 3)));

  private LockedRgw rgw;
  private S3Client client;
  private EvidenceStore store;
  private String prefix = "";
  private int archives;

  private static RetentionRule rule(String tenant, String tier, int years) {
    var term = new RetentionTerm(LockMode.GOVERNANCE, years, StorageClass.STANDARD);
    return new RetentionRule(tenant, RetentionRule.ANY, tier, term);
  }

  @BeforeAll
  void start() throws Exception {
    rgw = LockedRgw.start(BUCKET);
    client = rgw.client();
  }

  /** Two epochs of records that could not be used. */
  @BeforeEach
  void publish() throws IOException {
    prefix = "archive-" + archives++ + "/";
    store = rgw.open(prefix);
    var epochs = new Epochs(store, "run", TABLE);
    var first = epochs.seal(SealerState.initial(Epochs.NOW.toEpochMilli()), 0, 5);
    var publisher = new EpochPublisher(store, Epochs.SIGNER, change -> {});
    publisher.publish(first.pending(), false);
    publisher.publish(epochs.seal(first.state(), 5, 8).pending(), false);
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
  @DisplayName("batches are locked and tagged by their rule, what proves them by the longest")
  void objectsAreKeptByTheTable() throws IOException {
    assertThat(verify()).isEmpty();
    StoreInspection now = store.inspection().orElseThrow();
    for (PublishedObject object : receipt().objects()) {
      boolean batch = object.key().startsWith(ArchiveLayout.EVENTS);
      PublishedObject held = now.held(object.key(), object.versionId());
      assertThat(held.lockMode()).as(object.key()).isEqualTo(LockMode.GOVERNANCE);
      assertThat(held.retainUntil())
          .as(object.key())
          .isEqualTo(batch ? ONE_YEAR : THREE_YEARS)
          .isEqualTo(object.retainUntil());
      assertThat(tags(object))
          .as(object.key())
          .isEqualTo(batch ? List.of("sealstream-retention=1y-STANDARD") : List.of());
    }
  }

  @Test
  @DisplayName("the retention table is one of the log's files")
  void retentionTableIsALogFile() throws IOException {
    String table = ArchiveLayout.retention(TABLE.sha256());
    PublishedObject object = published(table);
    for (int epoch = 0; epoch < 2; epoch++) {
      remove(ArchiveLayout.receipt(epoch));
    }
    assertThat(verify()).isEmpty();

    client.putObjectRetention(
        r ->
            r.bucket(BUCKET)
                .key(prefix + table)
                .versionId(object.versionId())
                .bypassGovernanceRetention(true)
                .retention(
                    t ->
                        t.mode(ObjectLockRetentionMode.GOVERNANCE)
                            .retainUntilDate(ONE_YEAR.minusSeconds(1))));
    assertDrift(table, "sealed with GOVERNANCE until " + ONE_YEAR);
  }

  @Test
  @DisplayName("a hold that was switched off behind its case's back is a drift")
  void holdSwitchedOffIsADrift() throws IOException {
    var cases = new CaseHolds(store, InstantSource.system());
    cases.place(new Order("case-1", "a lawsuit"), TenantId.UNATTRIBUTED, Instant.EPOCH, Epochs.NOW);
    assertThat(verify()).isEmpty();

    PublishedObject note = published(ArchiveLayout.note(2));
    LegalHolds.of(store).hold(note.key(), note.versionId(), false);
    assertDrift(note.key(), "is held by case case-1, the store shows no hold");

    cases.release(new Order("case-1", "settled"));
    assertThat(verify()).isEmpty();
  }

  private List<Problem> verify() throws IOException {
    return EvidenceVerifier.verify(
            store, TrustFile.of(Epochs.SIGNER.key()), VerifyOptions.DEFAULT.at(Level.L6))
        .problems();
  }

  private void assertDrift(String where, String why) throws IOException {
    assertThat(verify())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(VerdictCode.LOCK_DRIFT);
              assertThat(problem.where()).isEqualTo(where);
              assertThat(problem.why()).contains(why);
            });
  }

  /** Of the second epoch. */
  private PublicationReceipt receipt() throws IOException {
    return PublicationReceipt.parse(store.read(ArchiveLayout.receipt(1)).orElseThrow());
  }

  private PublishedObject published(String key) throws IOException {
    return receipt().objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private List<String> tags(PublishedObject object) {
    return client
        .getObjectTagging(
            r -> r.bucket(BUCKET).key(prefix + object.key()).versionId(object.versionId()))
        .tagSet()
        .stream()
        .map(tag -> tag.key() + "=" + tag.value())
        .toList();
  }

  /** With the bypass of who may. */
  private void remove(String key) throws IOException {
    String version = LegalHolds.of(store).oldestVersion(key).orElseThrow();
    client.deleteObject(
        r -> r.bucket(BUCKET).key(prefix + key).versionId(version).bypassGovernanceRetention(true));
  }
}
