package io.sealstream.schemas.emitter;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * An emitter for each tenant that occurs, over one producer, so that each tenant can check its own
 * sequence. The emitter of tenant T has the id {@code <prefix>-T}.
 *
 * <p>Safe for any thread.
 */
public final class TenantEmitters implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final SchemaRegistryClient registry;
  private final String topic;
  private final String prefix;
  private final Map<String, AuditEmitter> emitters = new TreeMap<>();
  private boolean closed;

  TenantEmitters(
      Producer<byte[], byte[]> producer,
      SchemaRegistryClient registry,
      String topic,
      String prefix) {
    this.producer = producer;
    this.registry = registry;
    this.topic = topic;
    this.prefix = prefix;
  }

  /**
   * Opens the producer.
   *
   * @param producerProperties with {@code bootstrap.servers}; checked as by {@link
   *     AuditEmitterBuilder#producerProperties}
   */
  public static TenantEmitters open(
      Map<String, ?> producerProperties,
      SchemaRegistryClient registry,
      String topic,
      String prefix) {
    Map<String, Object> settings =
        ProducerSettings.of(producerProperties, AuditEmitterBuilder.DEFAULT_MAX_EVENT_BYTES);
    return new TenantEmitters(new KafkaProducer<>(settings), registry, topic, prefix);
  }

  /** As {@link AuditEmitter#emit}, by the emitter of the event's tenant. */
  public CompletableFuture<EmitReceipt> emit(AuditEvent event) {
    return emitterOf(event).emit(event);
  }

  /** As {@link AuditEmitter#emitDurably}, by the emitter of the event's tenant. */
  public EmitReceipt emitDurably(AuditEvent event) {
    return emitterOf(event).emitDurably(event);
  }

  /** How many tenants have spoken; each has one final heartbeat once this is closed. */
  public synchronized int size() {
    return emitters.size();
  }

  private synchronized AuditEmitter emitterOf(AuditEvent event) {
    if (closed) {
      throw new IllegalStateException("the emitters of topic " + topic + " are closed");
    }
    String tenant = event.getTenantId();
    if (!TenantId.isValid(tenant)) {
      throw new IllegalArgumentException("tenant_id must match [a-z0-9][a-z0-9_]{0,63}");
    }
    return emitters.computeIfAbsent(tenant, this::emitter);
  }

  private AuditEmitter emitter(String tenant) {
    return AuditEmitter.builder()
        .emitterId(prefix + "-" + tenant)
        .tenant(new TenantId(tenant))
        .topic(topic)
        .registry(registry)
        .build(() -> producer, false);
  }

  /**
   * Closes every emitter, and the producer.
   *
   * @throws EmitException the first one, when an event of any tenant is not known to be durable
   */
  @Override
  public synchronized void close() {
    closed = true;
    @Nullable RuntimeException failure = null;
    for (AuditEmitter emitter : emitters.values()) {
      try {
        emitter.close();
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    producer.close();
    if (failure != null) {
      throw failure;
    }
  }
}
