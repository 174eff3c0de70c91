package io.sealstream.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryFactory;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.v1.Violation;
import io.sealstream.sinks.evidence.SealableRecordTypeInfo;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ClassifyFunctionTest {
  private static final byte[] GARBAGE = {9, 9, 9};
  private static final byte[] OF_SOME_SCHEMA = {0, 0, 0, 0, 7, 1};

  private static final SealedTopics TOPICS =
      new SealedTopics(
          Map.of(
              "audit.events", RecordKind.EVENTS,
              "audit.violations", RecordKind.VIOLATIONS,
              "audit.policies", RecordKind.POLICIES),
          Set.of());

  private static final Violation VIOLATION =
      new Violation(
          "v1",
          "acme",
          "p",
          "1",
          "00",
          "title",
          "high",
          Instant.ofEpochMilli(7),
          "e",
          List.of("e"),
          List.of(),
          Map.of(),
          List.of(),
          null,
          null,
          null,
          List.of(),
          null,
          null,
          List.of(),
          null);

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

  @Test
  void ourOwnRecordsAreSealedUnderTheirTenantAndPoliciesUnderThePlatforms() throws Exception {
    var kept = new InMemorySchemaRegistryClient();
    var violation = new AvroWireEncoder<>(kept, "v", Violation.getClassSchema()).encode(VIOLATION);
    try (var harness = harness(() -> kept)) {
      harness.setup(SealableRecordTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl()));
      harness.open();
      harness.processElement(record("audit.violations", violation), 0);
      harness.processElement(record("audit.policies", "{}".getBytes(UTF_8)), 0);
      harness.processElement(record("audit.events", violation), 0);

      assertThat(harness.extractOutputValues())
          .extracting(
              one -> one.tenant().value(), SealableRecord::reason, SealableRecord::recordClass)
          .containsExactly(
              tuple("acme", null, "VIOLATION"),
              tuple("_unattributed", RejectReason.MALFORMED, "NO_EVENT"),
              tuple("_unattributed", RejectReason.INCOMPATIBLE_SCHEMA, "NO_EVENT"));
      assertThat(harness.getSideOutput(ClassifyFunction.REJECTED))
          .extracting(copy -> copy.getValue().getTopic())
          .containsExactly("audit.policies", "audit.events");
    }
  }

  private static OneInputStreamOperatorTestHarness<ReceivedRecord, SealableRecord> harness(
      RegistryFactory registry) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(
            new ClassifyFunction(
                new EventDecoding(registry, DecoderLimits.DEFAULT, TenantBinding.NONE),
                TOPICS,
                new RejectedCopies(1 << 24))));
  }

  private static ReceivedRecord record(byte[] value) {
    return record("audit.events", value);
  }

  private static ReceivedRecord record(String topic, byte[] value) {
    return new ReceivedRecord(
        topic, 0, 0, 1, 2_000, TimestampKind.LOG_APPEND_TIME, null, Bytes.wrap(value), List.of());
  }
}
