package io.sealstream.jobs;

import io.sealstream.jobs.RetentionOptions.OnDeleted;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** {@link CheckOffsetsFunction} as Flink runs it. */
final class OffsetsHarness implements AutoCloseable {
  private final OneInputStreamOperatorTestHarness<ReceivedRecord, ReceivedRecord> harness;

  private OffsetsHarness(LogStarts.Factory broker, OnDeleted onDeleted) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new CheckOffsetsFunction<ReceivedRecord>(record -> record, broker, onDeleted)));
    harness.setup(ReceivedRecordTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl()));
  }

  /** With the state of an earlier run; null where there was none. */
  static OffsetsHarness open(
      LogStarts.Factory broker, OnDeleted onDeleted, @Nullable OperatorSubtaskState restored)
      throws Exception {
    var opened = new OffsetsHarness(broker, onDeleted);
    if (restored != null) {
      opened.harness.initializeState(restored);
    }
    opened.harness.open();
    return opened;
  }

  void process(String topic, int partition, long offset) throws Exception {
    harness.processElement(
        new ReceivedRecord(
            topic,
            partition,
            offset,
            -1,
            0,
            TimestampKind.LOG_APPEND_TIME,
            null,
            Bytes.utf8("v"),
            List.of()),
        0);
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  List<Long> passed() {
    return harness.extractOutputValues().stream().map(ReceivedRecord::offset).toList();
  }

  long deleted() {
    return ((CheckOffsetsFunction<?>) operator().getUserFunction()).numRecordsDeleted();
  }

  private ProcessOperator<?, ?> operator() {
    return (ProcessOperator<?, ?>) harness.getOperator();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
