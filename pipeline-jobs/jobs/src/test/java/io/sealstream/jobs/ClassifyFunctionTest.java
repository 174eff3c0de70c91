package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryFactory;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.sinks.evidence.SealableRecordTypeInfo;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ClassifyFunctionTest {
  private static final byte[] GARBAGE = {9, 9, 9};
  private static final byte[] OF_SOME_SCHEMA = {0, 0, 0, 0, 7, 1};

  @Test
  void garbageIsSealedUnderNobodyAndCopiedWhole() throws Exception {
    try (var harness = harness(InMemorySchemaRegistryClient::new)) {
      harness.setup(SealableRecordTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl()));
      harness.open();
      harness.processElement(record(GARBAGE), 0);

      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(one -> assertThat(one.tenant()).isEqualTo(TenantId.UNATTRIBUTED))
          .satisfies(one -> assertThat(one.reason()).isEqualTo(RejectReason.BAD_MAGIC));
      assertThat(harness.getSideOutput(ClassifyFunction.REJECTED))
          .singleElement()
          .satisfies(
              copy -> assertThat(copy.getValue().getValue()).isEqualTo(ByteBuffer.wrap(GARBAGE)));
    }
  }

  @Test
  void registryOutageFailsTheTaskAndSealsNothing() throws Exception {
    try (var harness = harness(UnavailableRegistry::new)) {
      harness.open();
      assertThatThrownBy(() -> harness.processElement(record(OF_SOME_SCHEMA), 0))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThat(harness.getOutput()).isEmpty();
    }
  }

  private static OneInputStreamOperatorTestHarness<ReceivedRecord, SealableRecord> harness(
      RegistryFactory registry) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(
            new ClassifyFunction(
                registry, DecoderLimits.DEFAULT, TenantBinding.NONE, new RejectedCopies(1 << 24))));
  }

  private static ReceivedRecord record(byte[] value) {
    return new ReceivedRecord(
        "audit.events",
        0,
        0,
        1,
        2_000,
        TimestampKind.LOG_APPEND_TIME,
        null,
        Bytes.wrap(value),
        List.of());
  }
}
