package io.sealstream.sinks.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.format.RetentionTable;
import io.sealstream.evidence.publish.RetentionAnnouncer;
import io.sealstream.evidence.publish.RetentionChange;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.RecordReaders;
import io.sealstream.evidence.store.LockMode;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.sinks.TestKafka;
import io.sealstream.sinks.evidence.KafkaRetentionAnnouncer.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a change of the retention table leaves in a topic of a real broker. */
@Timeout(300)
class KafkaRetentionAnnouncerITCase {
  private static final TenantId TENANT = new TenantId("sealstream");
  private static final RetentionChange CHANGE =
      new RetentionChange(
          7,
          Instant.parse("2026-11-24T10:15:00Z"),
          RetentionTable.single("standard", LockMode.COMPLIANCE, 7),
          RetentionTable.single("standard", LockMode.COMPLIANCE, 8));

  private static TestKafka kafka;
  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();

  @BeforeAll
  static void start() throws IOException {
    kafka = TestKafka.start("announcer");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private RetentionAnnouncer announcer(String topic) throws IOException {
    var target = new Target(kafka.bootstrapServers(), topic, TENANT, "test/log");
    return KafkaRetentionAnnouncer.factory(target, () -> registry).open();
  }

  @Test
  void theChangeIsAnEventThatTheJobSealsAndRepeatedItIsTheSameOne() throws Exception {
    kafka.createTopic("audit.events", 1);
    try (var announcer = announcer("audit.events")) {
      announcer.announce(CHANGE);
      announcer.announce(CHANGE);
    }

    List<ReceivedRecord> records = records("audit.events");
    assertThat(records).hasSize(2);
    assertThat(records.get(1).value()).isEqualTo(records.get(0).value());
    assertThat(records.get(0).key()).isEqualTo(Bytes.utf8("sealstream"));
    var sealed =
        new RecordReaders(registry, DecoderLimits.DEFAULT, TenantBinding.NONE)
            .read(RecordKind.EVENTS, records.get(0));
    assertThat(sealed.rejection()).isNull();
    assertThat(sealed.record().tenant()).isEqualTo(TENANT);
    assertThat(sealed.record().recordClass()).isEqualTo("CONFIGURATION");
    assertThat(event(records.get(0))).isEqualTo(CHANGE.event("test/log", TENANT));
  }

  @Test
  void aRecordThatTheBrokerRefusesIsNotAnnounced() throws Exception {
    kafka
        .admin()
        .createTopics(
            List.of(
                new NewTopic("narrow", 1, (short) 1).configs(Map.of("max.message.bytes", "100"))))
        .all()
        .get(60, TimeUnit.SECONDS);
    try (var announcer = announcer("narrow")) {
      assertThatThrownBy(() -> announcer.announce(CHANGE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the change of the retention table is not announced");
    }
    assertThat(records("narrow")).isEmpty();
  }

  @Test
  void withoutARegistryNothingIsWritten() throws Exception {
    kafka.createTopic("unregistered", 1);
    registry.setUnreachable(true);
    try (var announcer = announcer("unregistered")) {
      assertThatThrownBy(() -> announcer.announce(CHANGE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the event of a new retention table has no schema id");
    }
    assertThat(records("unregistered")).isEmpty();
  }

  private AuditEvent event(ReceivedRecord record) {
    var decoder = new AuditEventDecoder(registry, DecoderLimits.DEFAULT, TenantBinding.NONE);
    return ((Decoded) decoder.decode(record)).event();
  }

  /** All that lies in the topic's one partition. */
  private static List<ReceivedRecord> records(String topic) {
    var partition = new TopicPartition(topic, 0);
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
      List<ReceivedRecord> records = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> records.add(received(record)));
      }
      return records;
    }
  }

  private static ReceivedRecord received(ConsumerRecord<byte[], byte[]> record) {
    return new ReceivedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        0,
        record.timestamp(),
        TimestampKind.CREATE_TIME,
        Bytes.wrap(record.key()),
        Bytes.wrap(record.value()),
        List.of());
  }
}
