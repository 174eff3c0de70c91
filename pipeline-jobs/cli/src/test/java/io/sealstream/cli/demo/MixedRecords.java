package io.sealstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.reckoning.Fingerprint;
import io.sealstream.cli.reckoning.Undecodable;
import io.sealstream.local.LocalTopics;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.sample.DamagedRecords;
import io.sealstream.schemas.sample.DamagedRecords.Kind;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Rejected;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Good and damaged records in turn, and what was sent where. */
final class MixedRecords {
  private static final int DAMAGED_ONE_IN = 11;
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final AvroWireEncoder<AuditEvent> encoder;
  private final int foreignSchema;
  private final String bootstrap;
  private final Map<String, Undecodable> damaged = new HashMap<>();
  private final Set<String> goodIds = new HashSet<>();

  MixedRecords(String bootstrap, SchemaRegistryClient registry) {
    this.bootstrap = bootstrap;
    this.encoder =
        new AvroWireEncoder<>(registry, "audit.events-value", AuditEvent.getClassSchema());
    this.foreignSchema =
        new AvroWireEncoder<Rejected>(registry, "audit.rejected-value", Rejected.getClassSchema())
            .schemaId();
  }

  private record Sent(Future<RecordMetadata> at, @Nullable Undecodable bad) {}

  /** Sends one record for each event and returns when all are durable. */
  void send(List<AuditEvent> events, long seed) throws Exception {
    var damage = new DamagedRecords(encoder, foreignSchema, DecoderLimits.DEFAULT, seed);
    List<Sent> sent = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "max.request.size",
            LocalTopics.EVENTS_MAX_BYTES);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < events.size(); i++) {
        AuditEvent event = events.get(i);
        sent.add(
            i % DAMAGED_ONE_IN == 0
                ? damaged(producer, event, i / DAMAGED_ONE_IN % (KINDS.size() + 1), damage)
                : good(producer, event));
      }
    }
    for (Sent one : sent) {
      RecordMetadata at = one.at().get();
      if (one.bad() != null) {
        String position = at.topic() + "-" + at.partition() + "@" + at.offset();
        assertThat(damaged.put(position, one.bad())).isNull();
      }
    }
  }

  /** The last kind is no damage of the bytes: a stranger in a bound topic. */
  private Sent damaged(
      KafkaProducer<byte[], byte[]> producer, AuditEvent event, int kind, DamagedRecords damage) {
    if (kind == KINDS.size()) {
      AuditEvent stranger = AuditEvent.newBuilder(event).setTenantId("acme").build();
      byte[] value = encoder.encode(stranger);
      return new Sent(
          producer.send(new ProducerRecord<>(RunningPipeline.BOUND, value)),
          bad(value, RejectReason.TENANT_NOT_BOUND));
    }
    byte @Nullable [] value = damage.value(KINDS.get(kind), event, Clock.systemUTC().instant());
    return new Sent(
        producer.send(new ProducerRecord<>(LocalTopics.EVENTS, value)),
        bad(value, KINDS.get(kind).expected()));
  }

  private Sent good(KafkaProducer<byte[], byte[]> producer, AuditEvent event) {
    boolean bound = event.getTenantId().equals(RunningPipeline.BOUND_TENANT);
    byte[] value = encoder.encode(event);
    goodIds.add(event.getId());
    return new Sent(
        producer.send(
            new ProducerRecord<>(bound ? RunningPipeline.BOUND : LocalTopics.EVENTS, value)),
        null);
  }

  int sent() {
    return damaged.size() + goodIds.size();
  }

  /** What was sent that is no event, by position. */
  Map<String, Undecodable> damaged() {
    return damaged;
  }

  /** Ids of the events that were sent undamaged. */
  Set<String> goodIds() {
    return goodIds;
  }

  private static Undecodable bad(byte @Nullable [] value, RejectReason reason) {
    // Sent without key and headers.
    String fingerprint = new Fingerprint().add(null).add(value).hex();
    return new Undecodable(fingerprint, reason.name());
  }
}
