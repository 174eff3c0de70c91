package io.sealstream.sinks.search;

import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.registry.RegistryFactory;
import io.sealstream.schemas.v1.Rejected;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes to {@code audit.rejected} with an idempotent producer and acks=all. A replay may write a
 * record twice; topic, partition and offset inside tell so, and are its key.
 */
public final class KafkaRejectedPublisher implements RejectedPublisher {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Target target;
  private final AvroWireEncoder<Rejected> encoder;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Where records go.
   *
   * @param maxRecordBytes the topic's message limit, above that of the input topics
   */
  public record Target(String bootstrapServers, String topic, int maxRecordBytes)
      implements Serializable {}

  private KafkaRejectedPublisher(
      Target target, AvroWireEncoder<Rejected> encoder, KafkaProducer<byte[], byte[]> producer) {
    this.target = target;
    this.encoder = encoder;
    this.producer = producer;
  }

  /** A factory that registers the schema when it opens, so that no registry is needed later. */
  public static Factory factory(Target target, RegistryFactory registry) {
    return () -> {
      try (var client = registry.open()) {
        AvroWireEncoder<Rejected> encoder =
            new AvroWireEncoder<>(client, target.topic() + "-value", Rejected.getClassSchema());
        encoder.schemaId();
        return new KafkaRejectedPublisher(target, encoder, producer(target));
      }
    };
  }

  private static KafkaProducer<byte[], byte[]> producer(Target target) {
    var properties = new Properties();
    properties.setProperty("bootstrap.servers", target.bootstrapServers());
    properties.setProperty("acks", "all");
    properties.setProperty("enable.idempotence", "true");
    properties.setProperty("max.request.size", Integer.toString(target.maxRecordBytes()));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public CompletableFuture<Void> publish(Rejected rejected) {
    String key = rejected.getTopic() + "-" + rejected.getPartition() + "@" + rejected.getOffset();
    var durable = new CompletableFuture<Void>();
    var record =
        new ProducerRecord<>(
            target.topic(), key.getBytes(StandardCharsets.UTF_8), encoder.encode(rejected));
    var unused =
        producer.send(
            record,
            (metadata, error) -> {
              if (error == null) {
                durable.complete(null);
              } else {
                durable.completeExceptionally(error);
              }
            });
    return durable;
  }

  @Override
  public RejectedCopies copies() {
    return new RejectedCopies(target.maxRecordBytes());
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
