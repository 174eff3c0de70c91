package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.sample.DamagedRecords;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodingDeserializerTest {
  private static final String TOPIC = "audit.events";
  private static final long BROKER_MILLIS = 1_800_000_000_000L;
  private static final AuditEvent EVENT = Reads.event("e-1", BROKER_MILLIS - 1_000);

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();
  private final AvroWireEncoder<AuditEvent> encoder =
      new AvroWireEncoder<>(registry, TOPIC + "-value", AuditEvent.getClassSchema());
  private final Given given = new Given();
  private DecodingDeserializer deserializer = opened(TenantBinding.NONE);

  /** What came out. */
  private static final class Given implements Collector<Either<ReceivedRecord, DecodedEvent>> {
    private final List<Either<ReceivedRecord, DecodedEvent>> all = new ArrayList<>();

    @Override
    public void collect(Either<ReceivedRecord, DecodedEvent> read) {
      all.add(read);
    }

    @Override
    public void close() {}

    ReceivedRecord onlyRecord() {
      assertThat(all).hasSize(1);
      return all.get(0).left();
    }
  }

  private record Surroundings() implements InitializationContext {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(Surroundings.class.getClassLoader());
    }
  }

  private DecodingDeserializer opened(TenantBinding binding) {
    var made =
        new DecodingDeserializer(new EventDecoding(() -> registry, DecoderLimits.DEFAULT, binding));
    made.open(new Surroundings());
    return made;
  }

  private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
    var headers = new RecordHeaders();
    headers.add("h", new byte[] {4});
    return new ConsumerRecord<>(
        TOPIC,
        5,
        42,
        BROKER_MILLIS,
        TimestampType.LOG_APPEND_TIME,
        1,
        value == null ? -1 : value.length,
        new byte[] {7},
        value,
        headers,
        Optional.of(3));
  }

  /** The record itself, place and all, for whoever counts it. */
  private static ReceivedRecord whole(byte @Nullable [] value) {
    return new ReceivedRecord(
        TOPIC,
        5,
        42,
        3,
        BROKER_MILLIS,
        TimestampKind.LOG_APPEND_TIME,
        Bytes.wrap(new byte[] {7}),
        value == null ? null : Bytes.wrap(value),
        List.of(new RecordHeader("h", Bytes.wrap(new byte[] {4}))));
  }

  @BeforeEach
  void register() {
    assertThat(encoder.encode(EVENT)).isNotEmpty();
  }

  @Test
  void anEventComesWithItsPlaceAndTheBrokersTimestamp() {
    deserializer.deserialize(record(encoder.encode(EVENT)), given);

    assertThat(given.all)
        .containsExactly(Either.Right(new DecodedEvent(EVENT, TOPIC, 5, 42, BROKER_MILLIS)));
    assertThat(DecodingDeserializer.place(given.all.get(0)))
        .extracting("topic", "partition", "offset")
        .containsExactly(TOPIC, 5, 42L);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDamagedComesWholeWithItsPlace(DamagedRecords.Kind kind) {
    int foreign = registry.register("other-value", SchemaBuilder.builder().intType());
    byte[] value =
        new DamagedRecords(encoder, foreign, DecoderLimits.DEFAULT, 1)
            .value(kind, EVENT, Instant.ofEpochMilli(BROKER_MILLIS));
    deserializer.deserialize(record(value), given);

    assertThat(given.onlyRecord()).isEqualTo(whole(value));
    assertThat(DecodingDeserializer.place(given.all.get(0)))
        .extracting("topic", "partition", "offset")
        .containsExactly(TOPIC, 5, 42L);
  }

  @Test
  void soDoesTheEventOfATenantThatTheTopicIsNotBoundTo() {
    deserializer =
        opened(new TenantBinding(TenantBinding.parse(List.of("audit\\.events=globex")).rules()));
    byte[] value = encoder.encode(EVENT);
    deserializer.deserialize(record(value), given);
    assertThat(given.onlyRecord()).isEqualTo(whole(value));
  }

  @Test
  void withoutAnAnswerOfTheRegistryNothingComesOutAndLaterItDoes() {
    byte[] value = encoder.encode(EVENT);
    registry.setUnreachable(true);
    assertThatThrownBy(() -> deserializer.deserialize(record(value), given))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(given.all).isEmpty();

    registry.setUnreachable(false);
    deserializer.deserialize(record(value), given);
    assertThat(given.all).singleElement().matches(Either::isRight);
  }

  @Test
  void bothKindsSurviveTheWireBetweenTasks() throws IOException {
    byte[] garbage = {9, 9};
    deserializer.deserialize(record(encoder.encode(EVENT)), given);
    deserializer.deserialize(record(garbage), given);
    var serializer = deserializer.getProducedType().createSerializer(new SerializerConfigImpl());
    var out = new DataOutputSerializer(64);
    for (var read : given.all) {
      serializer.serialize(read, out);
    }
    var in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(List.of(serializer.deserialize(in), serializer.deserialize(in)))
        .isEqualTo(given.all);
  }
}
