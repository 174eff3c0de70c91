package io.sealstream.schemas.emitter;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link AuditEmitter}. Required: Kafka's address, registry, emitter id. */
public final class AuditEmitterBuilder {
  /** Below the broker's default {@code max.message.bytes}, with room for headers. */
  public static final int DEFAULT_MAX_EVENT_BYTES = 1_000_000;

  private final Map<String, Object> producerProperties = new HashMap<>();
  private @Nullable SchemaRegistryClient registry;
  private String topic = "audit.events";
  private @Nullable String id;
  private @Nullable TenantId tenant;
  private PartitionKey partitionKey = PartitionKey.TENANT_AND_ACTOR;
  private int maxEventBytes = DEFAULT_MAX_EVENT_BYTES;
  private @Nullable Duration heartbeatInterval;
  private @Nullable Path stateFile;
  private InstantSource clock = Clock.systemUTC();

  AuditEmitterBuilder() {}

  public AuditEmitterBuilder bootstrapServers(String servers) {
    producerProperties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    return this;
  }

  /**
   * Further Kafka producer properties, such as TLS and SASL. What contradicts the emitter's
   * promises (acks, idempotence, retries, transactions, serializers) makes {@link #build} fail.
   *
   * <p>One request at a time is in flight to each broker. Up to 5 are taken ({@code
   * max.in.flight.requests.per.connection}), but may stop the emitter on a topic just made, whose
   * leader takes the second batch before the first. A larger {@code batch.size} gives throughput
   * without that.
   */
  public AuditEmitterBuilder producerProperties(Map<String, ?> properties) {
    producerProperties.putAll(properties);
    return this;
  }

  /** Where the schema is registered, under {@code <topic>-value}. Not closed by the emitter. */
  public AuditEmitterBuilder registry(SchemaRegistryClient client) {
    this.registry = client;
    return this;
  }

  /** Default {@code audit.events}. */
  public AuditEmitterBuilder topic(String name) {
    this.topic = name;
    return this;
  }

  /** Names this emitter in every event; at any time only one emitter may run under an id. */
  public AuditEmitterBuilder emitterId(String emitterId) {
    this.id = emitterId;
    return this;
  }

  /** The only tenant this emitter speaks for; without it, each event's own. */
  public AuditEmitterBuilder tenant(TenantId only) {
    this.tenant = only;
    return this;
  }

  /** Default {@link PartitionKey#TENANT_AND_ACTOR}. */
  public AuditEmitterBuilder partitionKey(PartitionKey key) {
    this.partitionKey = key;
    return this;
  }

  /** Largest encoded event with its key; the topic's {@code max.message.bytes} must be above it. */
  public AuditEmitterBuilder maxEventBytes(int bytes) {
    this.maxEventBytes = bytes;
    return this;
  }

  /** Sends a heartbeat this often; none by default. */
  public AuditEmitterBuilder heartbeatInterval(Duration interval) {
    this.heartbeatInterval = interval;
    return this;
  }

  /**
   * Remembers the last epoch, so that the next is higher even when the clock went back, and keeps a
   * second emitter of this id from starting. Without it the epoch is the clock's milliseconds.
   */
  public AuditEmitterBuilder stateFile(Path file) {
    this.stateFile = file;
    return this;
  }

  public AuditEmitterBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  /**
   * Starts the emitter: takes its epoch and opens the producer. Talks to the registry only with the
   * first event.
   *
   * @throws IllegalArgumentException when a setting is missing or contradicts the promises
   * @throws IllegalStateException when another emitter holds the state file
   */
  public AuditEmitter build() {
    if (!producerProperties.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new IllegalArgumentException("bootstrapServers is missing: say where Kafka is");
    }
    Map<String, Object> settings = ProducerSettings.of(producerProperties, maxEventBytes);
    return build(() -> new KafkaProducer<>(settings), true);
  }

  /** Opens the producer; only called once everything else is known to be right. */
  interface Opener {
    Producer<byte[], byte[]> open();
  }

  AuditEmitter build(Opener producer, boolean ownsProducer) {
    String named = required(id, "emitterId");
    SchemaRegistryClient schemas = required(registry, "registry");
    EmitterEpoch epoch =
        stateFile == null ? EmitterEpoch.ofClock(clock) : EmitterEpoch.ofFile(clock, stateFile);
    try {
      return new AuditEmitter(
          new EmitterParts(
              named,
              epoch,
              topic,
              tenant,
              partitionKey,
              maxEventBytes,
              producer.open(),
              ownsProducer,
              new AvroWireEncoder<>(schemas, topic + "-value", AuditEvent.getClassSchema()),
              new UuidV7(clock, new SecureRandom()),
              clock),
          heartbeatInterval);
    } catch (RuntimeException e) {
      epoch.close();
      throw e;
    }
  }

  private static <T> T required(@Nullable T value, String name) {
    if (value == null || value.equals("")) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
