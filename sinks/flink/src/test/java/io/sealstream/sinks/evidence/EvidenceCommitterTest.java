package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.publish.Patience;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.schemas.Bytes;
import io.sealstream.sinks.CountingGroup;
import io.sealstream.sinks.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceCommitterTest {
  @TempDir private Path work = Path.of("");
  private final CountingGroup counters = new CountingGroup();
  private final List<Duration> pauses = new ArrayList<>();
  private TestArchive archive;

  @BeforeEach
  void makeArchive() throws IOException {
    archive = TestArchive.in(work);
  }

  /** Five attempts, no waiting. */
  private EvidenceCommitter committer(EvidenceStore store, long restoredCheckpoint) {
    var patience = new Patience(Duration.ofMillis(10), Duration.ofMillis(30), 5, pauses::add);
    return new EvidenceCommitter(
        store,
        archive.signer,
        change -> {},
        patience,
        restoredCheckpoint,
        new CommitterMetrics(counters, Clock.systemUTC()));
  }

  private EvidenceCommitter live(EvidenceStore store) {
    return committer(store, EvidenceCommitter.NOTHING_RESTORED);
  }

  /** Two epochs, offsets 0 to {@code middle} to {@code end}. */
  private List<PendingEpoch> epochs(long middle, long end) throws Exception {
    try (var sealer = SealerHarness.start(archive, FakeBroker.whole(), "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, middle)), 1);
      sealer.passBarrier(1);
      sealer.gather(archive.cut(garbage(P0, middle, end)), 2);
      sealer.passBarrier(2);
      return sealer.emitted();
    }
  }

  @Test
  void epochsArePublishedOldestFirstWhateverTheirOrder() throws Exception {
    var epochs = epochs(5, 8);
    var second = RecordedRequest.of(epochs.get(1));
    var first = RecordedRequest.of(epochs.get(0));

    live(archive.store).commit(List.of(second, first));

    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
    assertThat(archive.verify().summary().epochs()).isEqualTo(2);
    assertThat(first.signals()).isEmpty();
    assertThat(second.signals()).isEmpty();
    assertThat(counters.count("sealstream.evidence.numEpochsPublished")).isEqualTo(2);
  }

  @Test
  void aWriteThatFailsAFewTimesIsRepeatedInsideCommitAndPublishedOnce() throws Exception {
    var store = FailingStore.times(3, archive.store);
    var request = RecordedRequest.of(epochs(5, 8).get(0));

    live(store).commit(List.of(request));

    assertThat(pauses)
        .containsExactly(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(30));
    assertThat(request.signals()).isEmpty();
    assertThat(counters.count("sealstream.evidence.numEpochsPublished")).isEqualTo(1);
    assertThat(store.written().stream().filter(ArchiveLayout.seal(0)::equals)).hasSize(1);
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
  }

  @Test
  void aStoreThatStaysAwayFailsTheTaskAndSignalsNothing() throws Exception {
    var request = RecordedRequest.of(epochs(5, 8).get(0));

    assertThatThrownBy(() -> live(FailingStore.times(99, archive.store)).commit(List.of(request)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("gave up after 5 attempts");
    assertThat(pauses).hasSize(4);
    assertThat(request.signals()).isEmpty();
    assertThat(counters.count("sealstream.evidence.numEpochsPublished")).isZero();
  }

  @Test
  void aLiveEpochThatMeetsAnotherSealHaltsForGood() throws Exception {
    var ours = RecordedRequest.of(epochs(5, 8).get(0));
    live(archive.store).commit(List.of(RecordedRequest.of(epochs(6, 8).get(0))));

    assertThatThrownBy(() -> live(archive.store).commit(List.of(ours)))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageStartingWith("FORK");
    assertThat(ours.signals()).isEmpty();
  }

  @Test
  void aRestoredEpochThatTheArchiveCoversIsSuperseded() throws Exception {
    var ours = RecordedRequest.of(epochs(5, 8).get(0));
    live(archive.store).commit(List.of(RecordedRequest.of(epochs(6, 8).get(0))));

    committer(archive.store, 1).commit(List.of(ours));

    assertThat(ours.signals()).containsExactly("already committed");
    assertThat(counters.count("sealstream.evidence.numEpochsPublished")).isEqualTo(1);
    assertThat(counters.count("sealstream.evidence.numEpochsSuperseded")).isEqualTo(1);
    assertThat(archive.seal(0).coverage().get(0).to()).isEqualTo(6);
  }

  @Test
  void anEpochCutAfterTheRestoredCheckpointIsLive() throws Exception {
    var ours = RecordedRequest.of(epochs(5, 8).get(1));
    var theirs = epochs(6, 9);
    live(archive.store)
        .commit(List.of(RecordedRequest.of(theirs.get(0)), RecordedRequest.of(theirs.get(1))));

    assertThatThrownBy(() -> committer(archive.store, 1).commit(List.of(ours)))
        .cause()
        .hasMessageStartingWith("FORK");
  }

  @Test
  void otherBytesUnderAKeyOfTheEpochHaltForGoodWithoutATry() throws Exception {
    PendingEpoch pending = epochs(5, 8).get(0);
    var request = RecordedRequest.of(pending);
    String heads = EpochSeal.parse(pending.seal()).headsKey();
    archive.store.createOnce(heads, Bytes.utf8("other"), LockRequest.NONE);

    assertThatThrownBy(() -> live(archive.store).commit(List.of(request)))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageStartingWith("OBJECT_CONFLICT: " + heads);
    assertThat(pauses).isEmpty();
    assertThat(request.signals()).isEmpty();
  }

  @Test
  void aMissingPredecessorHaltsForGood() throws Exception {
    var second = RecordedRequest.of(epochs(5, 8).get(1));

    assertThatThrownBy(() -> live(archive.store).commit(List.of(second)))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageStartingWith("ARCHIVE_BEHIND");
  }
}
