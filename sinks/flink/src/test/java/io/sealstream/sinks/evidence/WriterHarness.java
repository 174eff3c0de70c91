package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.store.EvidenceStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The writer as Flink runs it: made by the sink, so it asks the archive what is published. */
final class WriterHarness implements AutoCloseable {
  private final OneInputStreamOperatorTestHarness<SealableRecord, CommittableMessage<PartitionCut>>
      harness;

  private WriterHarness(Sink<SealableRecord> sink, Subtask subtask) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new SinkWriterOperatorFactory<>(sink),
            Subtask.MAX_PARALLELISM,
            subtask.parallelism(),
            subtask.index());
    harness.setup(
        CommittableMessageTypeInfo.of(PartitionCutSerializer::new)
            .createSerializer(new SerializerConfigImpl()));
  }

  /** The only writer of a job without state. */
  WriterHarness(TestArchive archive) throws Exception {
    this(new EvidenceSink(archive.config, () -> change -> {}), Subtask.ONLY);
    harness.open();
  }

  /** The only writer of a job without state, over this store. */
  static WriterHarness over(EvidenceStore store, TestArchive archive) throws Exception {
    var writer = new WriterHarness(new StoreSink(archive, store), Subtask.ONLY);
    writer.harness.open();
    return writer;
  }

  /** One of several writers, without state. */
  static WriterHarness start(TestArchive archive, Subtask subtask) throws Exception {
    var writer = new WriterHarness(new EvidenceSink(archive.config, () -> change -> {}), subtask);
    writer.harness.open();
    return writer;
  }

  /** One of several writers, with its share of the state. */
  static WriterHarness restore(
      TestArchive archive, Subtask subtask, OperatorSubtaskState share, long checkpointId)
      throws Exception {
    var writer = new WriterHarness(new EvidenceSink(archive.config, () -> change -> {}), subtask);
    writer.harness.setRestoredCheckpointId(checkpointId);
    writer.harness.initializeState(share);
    writer.harness.open();
    return writer;
  }

  void write(List<SealableRecord> records) throws Exception {
    for (SealableRecord record : records) {
      harness.processElement(record, 0);
    }
  }

  /** What is handed on at this barrier. */
  List<PartitionCut> barrier(long checkpointId) throws Exception {
    harness.getOutput().clear();
    harness.prepareSnapshotPreBarrier(checkpointId);
    return handedOn();
  }

  List<PartitionCut> handedOn() {
    List<PartitionCut> cuts = new ArrayList<>();
    for (CommittableMessage<PartitionCut> message : harness.extractOutputValues()) {
      if (message instanceof CommittableWithLineage<PartitionCut> cut) {
        cuts.add(cut.getCommittable());
      }
    }
    return cuts;
  }

  OperatorSubtaskState snapshot(long checkpointId) throws Exception {
    return harness.snapshot(checkpointId, checkpointId);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
