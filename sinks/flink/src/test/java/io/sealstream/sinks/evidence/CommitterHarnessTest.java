package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.garbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.publish.PendingEpoch;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committer as Flink runs it: when it publishes, and what a restore makes of its state. */
class CommitterHarnessTest {
  @TempDir private Path work = Path.of("");
  private TestArchive archive;

  @BeforeEach
  void makeArchive() throws IOException {
    archive = TestArchive.in(work);
  }

  private OneInputStreamOperatorTestHarness<
          CommittableMessage<PendingEpoch>, CommittableMessage<PendingEpoch>>
      harness() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new CommitterOperatorFactory<>(new EvidenceSink(archive.config), false, true));
  }

  private PendingEpoch epoch(long to) throws Exception {
    try (var sealer = SealerHarness.start(archive, FakeBroker.whole(), "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, to)), 1);
      return sealer.cut(1);
    }
  }

  /** The state of a job that took checkpoint 1, which holds the epoch, and crashed. */
  private OperatorSubtaskState holding(PendingEpoch pending) throws Exception {
    try (var committer = harness()) {
      committer.open();
      committer.processElement(new CommittableSummary<>(0, 1, pending.checkpointId(), 1, 0), 0);
      committer.processElement(new CommittableWithLineage<>(pending, pending.checkpointId(), 0), 0);
      return committer.snapshot(1, 1);
    }
  }

  private void restore(OperatorSubtaskState state) throws Exception {
    try (var committer = harness()) {
      committer.setRestoredCheckpointId(1);
      committer.initializeState(state);
      committer.open();
    }
  }

  @Test
  void anEpochIsPublishedWhenItsCheckpointCompletesAndNotBefore() throws Exception {
    PendingEpoch pending = epoch(5);
    try (var committer = harness()) {
      committer.open();
      committer.processElement(new CommittableSummary<>(0, 1, 1, 1, 0), 0);
      committer.processElement(new CommittableWithLineage<>(pending, 1, 0), 0);
      var unused = committer.snapshot(1, 1);
      assertThat(archive.store.list("")).isEmpty();

      committer.notifyOfCompletedCheckpoint(1);
      assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
      assertThat(archive.verify().summary().epochs()).isEqualTo(1);
    }
  }

  @Test
  void aRestoredEpochIsPublished() throws Exception {
    restore(holding(epoch(5)));

    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
    assertThat(archive.verify().summary().records()).isEqualTo(5);
  }

  @Test
  void aRestoredEpochThatWasSupersededIsDroppedAndTheJobGoesOn() throws Exception {
    var state = holding(epoch(5));
    PendingEpoch theirs = epoch(6);
    archive.publish(theirs);

    restore(state);

    assertThat(archive.store.read(ArchiveLayout.seal(0))).contains(theirs.seal());
    assertThat(archive.verify().lines()).last().isEqualTo("VERIFIED L4");
  }

  @Test
  void aRestoredEpochThatTheArchiveDoesNotCoverHalts() throws Exception {
    var state = holding(epoch(5));
    archive.publish(epoch(4));

    assertThatThrownBy(() -> restore(state)).hasStackTraceContaining("STATE_CONTRADICTS");
  }

  @Test
  void aLiveEpochThatMeetsAnotherSealHaltsWithFork() throws Exception {
    PendingEpoch pending = epoch(5);
    try (var committer = harness()) {
      committer.open();
      committer.processElement(new CommittableSummary<>(0, 1, 1, 1, 0), 0);
      committer.processElement(new CommittableWithLineage<>(pending, 1, 0), 0);
      archive.publish(epoch(6));

      assertThatThrownBy(() -> committer.notifyOfCompletedCheckpoint(1))
          .hasStackTraceContaining("FORK: epoch 0 of checkpoint 1");
    }
  }
}
