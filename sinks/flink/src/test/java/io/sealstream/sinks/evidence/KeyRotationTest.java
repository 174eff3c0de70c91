package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.keys.KeyEntry;
import io.sealstream.evidence.keys.KeyPlace;
import io.sealstream.evidence.keys.KeyRing;
import io.sealstream.evidence.keys.KeyRingFile;
import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.FollowedTrust;
import io.sealstream.evidence.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is rotated under a running job: sealer and committer see the ring change. */
class KeyRotationTest {
  private final KeyPairSigner newer = NoteSigner.generate(TestArchive.ORIGIN);

  @TempDir private Path work = Path.of("");
  private TestArchive archive;
  private Path ringFile = Path.of("");
  private KeyRing ring;

  private static KeyEntry pem(String id, boolean inUse) {
    return new KeyEntry(id, inUse, new KeyPlace.PemFile(id + ".pem"));
  }

  @BeforeEach
  void makeRing() throws IOException {
    ringFile = work.resolve("keys.json");
    ring = new KeyRing(TestArchive.ORIGIN, List.of(pem("older", true), pem("newer", false)));
    KeyRingFile.write(ringFile, ring);
    archive = TestArchive.withRing(work, ringFile);
    archive.signer.writePem(work.resolve("older.pem"));
    newer.writePem(work.resolve("newer.pem"));
  }

  private static List<NoteKey> signers(PendingEpoch pending) {
    return EpochSeal.parse(pending.seal()).provenance().signers();
  }

  /** Three epochs: before, with, and after the rotation. */
  private List<PendingEpoch> rotateWhileRunning() throws Exception {
    try (var sealer = SealerHarness.start(archive, FakeBroker.whole(), "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, 5)), 1);
      sealer.passBarrier(1);
      KeyRingFile.write(ringFile, ring.using(Set.of("newer")));
      var announced = new long[] {1};
      await()
          .until(
              () -> {
                sealer.complete(announced[0]);
                PendingEpoch next = sealer.cut(++announced[0]);
                return signers(next).equals(List.of(newer.key()));
              });
      sealer.passBarrier(++announced[0]);
      return sealer.emitted();
    }
  }

  @Test
  void aKeyIsRotatedWithoutARestart() throws Exception {
    List<PendingEpoch> epochs = rotateWhileRunning();
    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      for (PendingEpoch pending : epochs) {
        committer.receive(pending);
        committer.complete(pending.checkpointId());
      }
    }

    TrustFile followed = FollowedTrust.follow(archive.store, TrustFile.of(archive.signer.key()));
    var report = EvidenceVerifier.verify(archive.store, followed, VerifyOptions.DEFAULT);
    assertThat(report.ok()).as(report.lines().toString()).isTrue();
    assertThat(report.summary().epochs()).isEqualTo(epochs.size());
    assertThat(report.rotations()).hasSize(1);
    long overlap = epochs.size() - 1L;
    assertThat(note(overlap).signatures()).hasSize(2);
    assertThat(note(overlap + 1).signatures()).hasSize(1).allMatch(newer.key()::isNamedBy);
  }

  private SignedNote note(long size) throws IOException {
    return SignedNote.parse(archive.store.read(ArchiveLayout.note(size)).orElseThrow());
  }

  @Test
  void aKeyThatTheCommitterCannotLoadHaltsForGoodAndComesBackAfterARestart() throws Exception {
    List<PendingEpoch> epochs = rotateWhileRunning();
    Path hidden = Files.move(work.resolve("older.pem"), work.resolve("hidden.pem"));

    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      committer.receive(epochs.get(0));
      assertThatThrownBy(() -> committer.complete(epochs.get(0).checkpointId()))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageStartingWith("KEY_MISSING: the key " + archive.signer.key().label());
    }
    Files.move(hidden, work.resolve("older.pem"));
    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      committer.receive(epochs.get(0));
      committer.complete(epochs.get(0).checkpointId());
    }
    assertThat(note(1).isSignedBy(archive.signer.key())).isTrue();
  }

  /** Counts how often it was asked and has answered or failed. */
  private record Asked(SigningKeys keys, AtomicInteger times) implements SigningKeys {
    @Override
    public String origin() {
      return keys.origin();
    }

    @Override
    public List<NoteKey> inUse() throws IOException {
      try {
        return keys.inUse();
      } finally {
        times.incrementAndGet();
      }
    }

    @Override
    public NoteSigner signer(NoteKey key) throws IOException {
      return keys.signer(key);
    }
  }

  @Test
  void aNewKeyThatCannotBeHadIsNotAnnounced() throws Exception {
    Files.delete(work.resolve("newer.pem"));
    var asked = new Asked(archive.config.log().signingKeys(), new AtomicInteger());
    try (var watch = KeyWatch.open(asked)) {
      KeyRingFile.write(ringFile, ring.using(Set.of("newer")));
      watch.lookAround();
      watch.lookAround();
      await().until(() -> asked.times().get() == 3);

      assertThat(watch.inUse()).containsExactly(archive.signer.key());
    }
  }

  @Test
  void everySignatureIsTimed() throws Exception {
    var registered = new TreeMap<String, Histogram>();
    var group =
        new UnregisteredMetricsGroup() {
          @Override
          public <H extends Histogram> H histogram(String name, H histogram) {
            registered.put(name, histogram);
            return histogram;
          }
        };
    var keys = new TimedKeys(archive.config.log().signingKeys(), group);
    var unused = keys.signer(archive.signer.key()).sign("text");

    assertThat(registered).containsOnlyKeys("signMicros");
    assertThat(registered.values()).extracting(Histogram::getCount).containsExactly(1L);
  }
}
