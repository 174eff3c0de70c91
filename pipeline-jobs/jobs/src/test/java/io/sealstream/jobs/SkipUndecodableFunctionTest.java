package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.Test;

class SkipUndecodableFunctionTest {

  @Test
  void eventsPassWithTheirTimeAndTheRestIsCountedAndSkipped() throws Exception {
    var function = new SkipUndecodableFunction();
    var first = Reads.good(1_000, 2_000);
    var second = Reads.good(1_500, 2_000);
    try (var harness =
        new OneInputStreamOperatorTestHarness<Either<ReceivedRecord, DecodedEvent>, DecodedEvent>(
            new ProcessOperator<>(function))) {
      harness.setup(DecodedEventTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl()));
      harness.open();
      harness.processElement(first, 1_000);
      harness.processElement(Reads.undecodable(2_000), 2_000);
      harness.processElement(second, 1_500);

      assertThat(harness.getOutput())
          .containsExactly(
              new StreamRecord<>(first.right(), 1_000), new StreamRecord<>(second.right(), 1_500));
      assertThat(((SkipUndecodableFunction) operator(harness)).numRecordsUndecodable()).isOne();
    }
  }

  private static Object operator(OneInputStreamOperatorTestHarness<?, ?> harness) {
    return ((ProcessOperator<?, ?>) harness.getOperator()).getUserFunction();
  }
}
