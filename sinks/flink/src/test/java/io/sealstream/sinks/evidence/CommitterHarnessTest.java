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

  private PendingEpoch epoch(long to) throws Exception {
    try (var sealer = SealerHarness.start(archive, FakeBroker.whole(), "run")) {
      sealer.gather(archive.cut(garbage(P0, 0, to)), 1);
      return sealer.cut(1);
    }
  }

  /** The state of a job that took checkpoint 1, which holds the epoch, and crashed. */
  private OperatorSubtaskState holding(PendingEpoch pending) throws Exception {
    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      committer.receive(pending);
      return committer.snapshot(1);
    }
  }

  private void restore(OperatorSubtaskState state) throws Exception {
    CommitterHarness.restore(archive, Subtask.ONLY, state, 1).close();
  }

  @Test
  void anEpochIsPublishedWhenItsCheckpointCompletesAndNotBefore() throws Exception {
    PendingEpoch pending = epoch(5);
    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      committer.receive(pending);
      var unused = committer.snapshot(1);
      assertThat(archive.store.list("")).isEmpty();

      committer.complete(1);
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
    try (var committer = CommitterHarness.start(archive, Subtask.ONLY)) {
      committer.receive(pending);
      archive.publish(epoch(6));

      assertThatThrownBy(() -> committer.complete(1))
          .hasStackTraceContaining("FORK: epoch 0 of checkpoint 1");
    }
  }
}
