package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.publish.PartitionCut;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The writer as Flink runs it: made by the sink, so it asks the archive what is published. */
final class WriterHarness implements AutoCloseable {
  private final OneInputStreamOperatorTestHarness<SealableRecord, CommittableMessage<PartitionCut>>
      harness;

  WriterHarness(TestArchive archive) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new SinkWriterOperatorFactory<>(new EvidenceSink(archive.config)));
    harness.setup(
        CommittableMessageTypeInfo.of(PartitionCutSerializer::new)
            .createSerializer(new SerializerConfigImpl()));
    harness.open();
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
    List<PartitionCut> cuts = new ArrayList<>();
    for (CommittableMessage<PartitionCut> message : harness.extractOutputValues()) {
      if (message instanceof CommittableWithLineage<PartitionCut> cut) {
        cuts.add(cut.getCommittable());
      }
    }
    return cuts;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
