package io.sealstream.jobs;

import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of events on a real broker, which stamps what it appends. */
final class PolicyTopic implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** Jobs in this JVM find it here: it does not travel. */
  private static final InMemorySchemaRegistryClient REGISTRY = new InMemorySchemaRegistryClient();

  private final String bootstrapServers;
  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroWireEncoder<AuditEvent> encoder;

  PolicyTopic(String bootstrapServers, String name, int partitions) throws Exception {
    this.bootstrapServers = bootstrapServers;
    this.name = name;
    try (var admin = Admin.create(client())) {
      var topic =
          new NewTopic(name, partitions, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime"));
      admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    encoder = new AvroWireEncoder<>(REGISTRY, name + "-value", AuditEvent.getClassSchema());
  }

  Map<String, Object> client() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  InputConfig input() {
    return new InputConfig(
        bootstrapServers,
        RegistryConfig.of("http://localhost:1"),
        List.of(name),
        DecoderLimits.DEFAULT,
        TenantBinding.NONE);
  }

  static EventDecoding decoding() {
    return new EventDecoding(() -> REGISTRY, DecoderLimits.DEFAULT, TenantBinding.NONE);
  }

  /** Returns the broker's timestamp of the record. */
  long sendEvent(int partition, String id, long timeMillis) throws Exception {
    return send(partition, encoder.encode(Reads.event(id, timeMillis)));
  }

  /** A record that is no event; returns the broker's timestamp. */
  long sendGarbage(int partition) throws Exception {
    return send(partition, new byte[] {9, 9});
  }

  private long send(int partition, byte[] value) throws Exception {
    return producer
        .send(new ProducerRecord<>(name, partition, null, value))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .timestamp();
  }

  @Override
  public void close() {
    producer.close();
  }
}
