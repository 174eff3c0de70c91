package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PendingEpoch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The committer as Flink runs it. */
final class CommitterHarness implements AutoCloseable {
  private final OneInputStreamOperatorTestHarness<
          CommittableMessage<PendingEpoch>, CommittableMessage<PendingEpoch>>
      harness;

  private CommitterHarness(EvidenceSinkConfig config, Subtask subtask) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new CommitterOperatorFactory<>(
                new EvidenceSink(config, () -> change -> {}), false, true),
            Subtask.MAX_PARALLELISM,
            subtask.parallelism(),
            subtask.index());
  }

  /** Of a job without state. */
  static CommitterHarness start(TestArchive archive, Subtask subtask) throws Exception {
    return start(archive.config, subtask);
  }

  /** Of a job of these settings without state. */
  static CommitterHarness start(EvidenceSinkConfig config, Subtask subtask) throws Exception {
    var committer = new CommitterHarness(config, subtask);
    committer.harness.open();
    return committer;
  }

  /** Of a job restored from this checkpoint. */
  static CommitterHarness restore(
      TestArchive archive, Subtask subtask, OperatorSubtaskState share, long checkpointId)
      throws Exception {
    var committer = new CommitterHarness(archive.config, subtask);
    committer.harness.setRestoredCheckpointId(checkpointId);
    committer.harness.initializeState(share);
    committer.harness.open();
    return committer;
  }

  /** The sealer hands this on. */
  void receive(PendingEpoch pending) throws Exception {
    long checkpointId = pending.checkpointId();
    harness.processElement(new CommittableSummary<>(0, 1, checkpointId, 1, 0), 0);
    harness.processElement(new CommittableWithLineage<>(pending, checkpointId, 0), 0);
  }

  OperatorSubtaskState snapshot(long checkpointId) throws Exception {
    return harness.snapshot(checkpointId, checkpointId);
  }

  void complete(long checkpointId) throws Exception {
    harness.notifyOfCompletedCheckpoint(checkpointId);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
