package io.sealstream.schemas.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.local.KafkaServer;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroWireDecoder;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The emitter against a Kafka server of its own. */
class AuditEmitterITCase {
  private static final String TOPIC = "audit.events";
  private static final int EVENTS = 500;
  private static final int NEW_TOPICS = 30;

  private final InMemorySchemaRegistryClient registry = new InMemorySchemaRegistryClient();

  @Test
  void eventsLandInOneSequenceAndAHeartbeatIsTheLastWord() throws Exception {
    try (KafkaServer kafka =
        KafkaServer.start(Path.of("target/it/emitter-kafka-" + UUID.randomUUID()))) {
      createTopic(kafka.bootstrapServers());
      Instant now = Instant.now();
      EmitReceipt strict;
      try (AuditEmitter emitter =
          AuditEmitter.builder()
              .bootstrapServers(kafka.bootstrapServers())
              .registry(registry)
              .topic(TOPIC)
              .emitterId("app")
              .tenant(new TenantId("acme"))
              .build()) {
        strict = emitter.emitDurably(Events.event("first", now));
        assertThat(read(kafka.bootstrapServers()))
            .as("strict mode returned, so the event is there")
            .extracting(AuditEvent::getId)
            .containsExactly("first");
        for (int i = 1; i < EVENTS; i++) {
          AuditEvent event = Events.event("e-" + i, now);
          event.getActor().setId("user-" + i % 17);
          var unused = emitter.emit(event);
        }
      }
      List<AuditEvent> all = read(kafka.bootstrapServers());
      assertThat(strict.seq()).isZero();
      assertThat(all)
          .extracting(event -> event.getEmitter().getSeq())
          .containsExactlyElementsOf(LongStream.rangeClosed(0, EVENTS).boxed().toList());
      AuditEvent last = all.get(EVENTS);
      assertThat(last.getAction()).isEqualTo("emitter_heartbeat");
      assertThat(last.getLabels()).containsEntry("last_event_seq", Integer.toString(EVENTS - 1));
    }
  }

  /** A leader may take a batch of a topic just made though it has refused the one before. */
  @Test
  void topicsJustMadeTakeEventsAtOnce() throws Exception {
    try (KafkaServer kafka =
            KafkaServer.start(Path.of("target/it/emitter-kafka-" + UUID.randomUUID()));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      for (int i = 0; i < NEW_TOPICS; i++) {
        // Not awaited, so that sending begins as soon as the topic is there.
        var unused =
            admin.createTopics(List.of(new NewTopic("new-" + i, Optional.of(4), Optional.empty())));
        assertThat(burst(kafka.bootstrapServers(), "new-" + i))
            .allSatisfy(receipt -> assertThat(receipt).succeedsWithin(Duration.ofSeconds(30)));
      }
    }
  }

  /** A hundred events in as many batches, as fast as they go. */
  private List<CompletableFuture<EmitReceipt>> burst(String servers, String topic) {
    List<CompletableFuture<EmitReceipt>> receipts = new ArrayList<>();
    try (AuditEmitter emitter =
        AuditEmitter.builder()
            .bootstrapServers(servers)
            .producerProperties(
                Map.of(
                    "linger.ms", "0",
                    "batch.size", "16",
                    "request.timeout.ms", "5000",
                    "delivery.timeout.ms", "15000"))
            .registry(registry)
            .topic(topic)
            .emitterId("app")
            .tenant(new TenantId("acme"))
            .build()) {
      for (int i = 0; i < 100; i++) {
        AuditEvent event = Events.event("e-" + i, Instant.now());
        event.getActor().setId("user-" + i % 17);
        receipts.add(emitter.emit(event));
      }
    }
    return receipts;
  }

  private static void createTopic(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(4), Optional.empty())))
          .all()
          .get();
    }
  }

  /** All records up to the end offsets, in the order of the emitter's sequence. */
  private List<AuditEvent> read(String servers) {
    var decoder = new AvroWireDecoder<>(registry, AuditEvent.class);
    List<AuditEvent> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream().map(AuditEmitterITCase::partition).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long total =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      Instant deadline = Instant.now().plusSeconds(60);
      while (found.size() < total && Instant.now().isBefore(deadline)) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> found.add(decoder.decode(record.value())));
      }
      assertThat(found).hasSize(Math.toIntExact(total));
    }
    found.sort(Comparator.comparing(event -> event.getEmitter().getSeq()));
    return found;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }
}
