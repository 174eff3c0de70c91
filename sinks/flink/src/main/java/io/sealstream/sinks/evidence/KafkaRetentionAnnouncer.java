package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.RetentionAnnouncer;
import io.sealstream.evidence.publish.RetentionChange;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.registry.IncompatibleSchemaException;
import io.sealstream.schemas.registry.RegistryFactory;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes changes of the retention table to the audit events, with acks=all. Kafka and the registry
 * are asked at a change only: a producer is opened for it, and closed again. One thread.
 */
public final class KafkaRetentionAnnouncer implements RetentionAnnouncer {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Target target;
  private final RegistryFactory registry;

  /**
   * Where events go.
   *
   * @param topic a sealed one, so that the change is evidence too
   * @param tenant whose event a change is
   * @param origin of the log
   */
  public record Target(String bootstrapServers, String topic, TenantId tenant, String origin)
      implements Serializable {}

  private KafkaRetentionAnnouncer(Target target, RegistryFactory registry) {
    this.target = target;
    this.registry = registry;
  }

  /** A factory for the committer. */
  public static Factory factory(Target target, RegistryFactory registry) {
    return () -> new KafkaRetentionAnnouncer(target, registry);
  }

  @Override
  public void announce(RetentionChange change) throws IOException {
    AuditEvent event = change.event(target.origin(), target.tenant());
    byte[] key = event.getTenantId().getBytes(StandardCharsets.UTF_8);
    KafkaProducer<byte[], byte[]> producer = producer();
    try {
      producer.send(new ProducerRecord<>(target.topic(), key, encode(event))).get();
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("the change of the retention table is not announced: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while announcing a retention table").initCause(e);
    } finally {
      producer.close(CLOSE_TIMEOUT);
    }
  }

  private byte[] encode(AuditEvent event) throws IOException {
    try (var client = registry.open()) {
      return new AvroWireEncoder<AuditEvent>(
              client, target.topic() + "-value", AuditEvent.getClassSchema())
          .encode(event);
    } catch (RegistryUnavailableException | IncompatibleSchemaException e) {
      throw new IOException("the event of a new retention table has no schema id: " + e, e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    var properties = new Properties();
    properties.setProperty("bootstrap.servers", target.bootstrapServers());
    properties.setProperty("acks", "all");
    properties.setProperty("enable.idempotence", "true");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
