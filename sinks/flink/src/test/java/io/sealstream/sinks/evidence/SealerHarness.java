package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.sinks.CountingGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** A running sealer, with the barriers in the test's hand. */
final class SealerHarness implements AutoCloseable {
  private final OneInputStreamOperatorTestHarness<
          CommittableMessage<PartitionCut>, CommittableMessage<PendingEpoch>>
      harness;

  /** What the sealer shows. */
  final CountingGroup metrics = new CountingGroup();

  private SealerHarness(EvidenceSinkConfig config, FakeBroker broker, String run) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new SealOperator(config, run, topics -> broker), MeasuredTask.of(metrics));
    harness.setup(
        CommittableMessageTypeInfo.of(PendingEpochSerializer::new)
            .createSerializer(new SerializerConfigImpl()));
  }

  /** A job without state. */
  static SealerHarness start(TestArchive archive, FakeBroker broker, String run) throws Exception {
    return start(archive.config, broker, run);
  }

  /** A job without state, of these settings. */
  static SealerHarness start(EvidenceSinkConfig config, FakeBroker broker, String run)
      throws Exception {
    var sealer = new SealerHarness(config, broker, run);
    sealer.harness.initializeEmptyState();
    sealer.harness.open();
    return sealer;
  }

  /** A job restored from this checkpoint. */
  static SealerHarness restore(
      TestArchive archive, FakeBroker broker, OperatorSubtaskState state, long checkpointId)
      throws Exception {
    return restore(archive.config, broker, state, checkpointId);
  }

  /** A job of these settings, restored from this checkpoint. */
  static SealerHarness restore(
      EvidenceSinkConfig config, FakeBroker broker, OperatorSubtaskState state, long checkpointId)
      throws Exception {
    var sealer = new SealerHarness(config, broker, "restored");
    sealer.harness.setRestoredCheckpointId(checkpointId);
    sealer.harness.initializeState(state);
    sealer.harness.open();
    return sealer;
  }

  /** A writer cut this at the barrier of the checkpoint. */
  void gather(PartitionCut cut, long checkpointId) throws Exception {
    harness.processElement(new CommittableSummary<>(0, 1, checkpointId, 1, 0), 0);
    harness.processElement(new CommittableWithLineage<>(cut, checkpointId, 0), 0);
  }

  void passBarrier(long checkpointId) throws Exception {
    harness.prepareSnapshotPreBarrier(checkpointId);
  }

  /** The epoch cut at this barrier. */
  PendingEpoch cut(long checkpointId) throws Exception {
    passBarrier(checkpointId);
    return newest();
  }

  OperatorSubtaskState snapshot(long checkpointId) throws Exception {
    return harness.snapshot(checkpointId, checkpointId);
  }

  void complete(long checkpointId) throws Exception {
    harness.notifyOfCompletedCheckpoint(checkpointId);
  }

  void endInput() throws Exception {
    harness.endInput();
  }

  PendingEpoch newest() {
    List<PendingEpoch> all = emitted();
    return all.get(all.size() - 1);
  }

  /** Every epoch cut so far. */
  List<PendingEpoch> emitted() {
    List<PendingEpoch> epochs = new ArrayList<>();
    for (CommittableMessage<PendingEpoch> message : harness.extractOutputValues()) {
      if (message instanceof CommittableWithLineage<PendingEpoch> epoch) {
        epochs.add(epoch.getCommittable());
      }
    }
    return epochs;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
