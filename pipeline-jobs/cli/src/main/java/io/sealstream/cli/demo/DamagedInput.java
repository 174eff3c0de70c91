package io.sealstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealstream.local.LocalTopics;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.sample.DamagedRecords;
import io.sealstream.schemas.sample.DamagedRecords.Kind;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Rejected;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records onto an events topic that no decoder can take for an event. */
final class DamagedInput {
  private final String bootstrapServers;
  private final SchemaRegistryClient registry;
  private final Clock clock;

  DamagedInput(String bootstrapServers, SchemaRegistryClient registry, Clock clock) {
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Damages each of the events in turn, every kind as often as the others, and returns when all are
   * durable.
   */
  void send(String topic, List<AuditEvent> good, long seed) {
    var encoder =
        new AvroWireEncoder<AuditEvent>(registry, topic + "-value", AuditEvent.getClassSchema());
    int foreign =
        new AvroWireEncoder<Rejected>(
                registry, LocalTopics.REJECTED + "-value", Rejected.getClassSchema())
            .schemaId();
    var damaged = new DamagedRecords(encoder, foreign, DecoderLimits.DEFAULT, seed);
    List<Kind> kinds = List.of(Kind.values());
    List<Future<?>> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < good.size(); i++) {
        Kind kind = kinds.get(i % kinds.size());
        byte[] key = kind.name().getBytes(UTF_8);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    topic, key, damaged.value(kind, good.get(i), clock.instant()))));
      }
    }
    sent.forEach(DamagedInput::durable);
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "max.request.size",
            LocalTopics.EVENTS_MAX_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void durable(Future<?> sent) {
    try {
      var unused = sent.get();
    } catch (ExecutionException e) {
      throw new KafkaException("a damaged record was not taken: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
