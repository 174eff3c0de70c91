package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Source;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DecodeFunctionTest {
  private static final InMemorySchemaRegistryClient REGISTRY = new InMemorySchemaRegistryClient();

  @Test
  void eventsPassAndGarbageIsCountedAndSkipped() throws Exception {
    try (var harness = harness(REGISTRY)) {
      harness.setup(DecodedEventTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl()));
      harness.open();
      harness.processElement(record(0, encoded("e-1")), 0);
      harness.processElement(record(1, new byte[] {9, 9, 9}), 0);
      harness.processElement(record(2, encoded("e-2")), 0);

      assertThat(harness.extractOutputValues())
          .extracting(decoded -> decoded.event().getId(), DecodedEvent::offset)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("e-1", 0L),
              org.assertj.core.groups.Tuple.tuple("e-2", 2L));
    }
  }

  @Test
  void registryOutageFailsTheTask() throws Exception {
    byte[] value = encoded("e-1");
    try (var harness = harness(new UnavailableRegistry())) {
      harness.open();
      assertThatThrownBy(() -> harness.processElement(record(0, value), 0))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  private static OneInputStreamOperatorTestHarness<ReceivedRecord, DecodedEvent> harness(
      SchemaRegistryClient registry) throws Exception {
    Held.registry = registry;
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(
            new DecodeFunction(() -> Held.registry, DecoderLimits.DEFAULT, TenantBinding.NONE)));
  }

  /** Fakes do not serialize; the function's copy finds this test's fake here. */
  private static final class Held {
    private static SchemaRegistryClient registry = REGISTRY;
  }

  private static byte[] encoded(String id) {
    AuditEvent event =
        AuditEvent.newBuilder()
            .setId(id)
            .setTime(Instant.ofEpochMilli(1_000))
            .setTenantId("acme")
            .setService("files")
            .setAction("download_file")
            .setActor(Actor.newBuilder().setId("u-1").build())
            .setSource(Source.newBuilder().build())
            .setEmitter(new Emitter("test", 1L, 0L))
            .setLogSource(LogSource.newBuilder().setProduct("app").build())
            .build();
    return new AvroWireEncoder<AuditEvent>(
            REGISTRY, "audit.events-value", AuditEvent.getClassSchema())
        .encode(event);
  }

  private static ReceivedRecord record(long offset, byte[] value) {
    return new ReceivedRecord(
        "audit.events",
        0,
        offset,
        1,
        2_000,
        TimestampKind.LOG_APPEND_TIME,
        null,
        Bytes.wrap(value),
        List.of());
  }
}
