package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroTrust;
import io.sealstream.schemas.codec.SchemaText;
import io.sealstream.schemas.codec.WriterSchema;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/** Records as they come from Kafka, with real events in real bytes. */
public final class SampleRecords {
  public static final String TOPIC = "audit.events";
  public static final int SCHEMA_ID = 7;
  public static final Category CATEGORY = Category.DATA;
  public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  public static final WriterSchema SCHEMA;

  static {
    AvroTrust.establish();
    SCHEMA = SchemaText.writerSchema(SCHEMA_ID, AuditEvent.getClassSchema());
  }

  /** What the records of each topic are. */
  static final SealedTopics TOPICS =
      new SealedTopics(
          Map.of(
              TOPIC,
              RecordKind.EVENTS,
              OwnRecords.VIOLATIONS,
              RecordKind.VIOLATIONS,
              OwnRecords.DECISIONS,
              RecordKind.DECISIONS,
              OwnRecords.POLICIES,
              RecordKind.POLICIES),
          Set.of(OwnRecords.VIOLATIONS, OwnRecords.DECISIONS, OwnRecords.POLICIES));

  private SampleRecords() {}

  /** The records of one epoch of the honest archive. */
  static List<SealableRecord> of(long epoch) {
    List<SealableRecord> records = new ArrayList<>();
    if (epoch == 1) {
      for (long offset = 0; offset < 10; offset++) {
        records.add(mixed(offset));
      }
    } else if (epoch == 3) {
      for (long offset = 10; offset < 20; offset++) {
        records.add(event(offset % 2 == 0 ? "acme" : "globex", 0, offset));
      }
      for (long offset = 0; offset < 5; offset++) {
        records.add(event("acme", 1, offset));
      }
    } else if (epoch == 4) {
      records.add(event("acme", 2, 0));
      records.add(event("globex", 0, 20));
    }
    return records;
  }

  private static SealableRecord mixed(long offset) {
    if (offset == 4) {
      return rejected(0, 4, RejectReason.BAD_MAGIC, Bytes.utf8("garbage"));
    }
    return offset == 7
        ? rejected(0, 7, RejectReason.TOMBSTONE, null)
        : event(offset % 2 == 0 ? "acme" : "globex", 0, offset);
  }

  /** An event that is the only one of its emitter's epoch. */
  public static SealableRecord event(String tenant, int partition, long offset) {
    return event(tenant, partition, offset, event -> {});
  }

  public static SealableRecord event(String tenant, int partition, long offset, Emitter emitter) {
    return event(tenant, partition, offset, event -> event.setEmitter(emitter));
  }

  /** An event that differs from the usual one. */
  public static SealableRecord event(
      String tenant, int partition, long offset, Consumer<AuditEvent> change) {
    AuditEvent event = auditEvent(tenant, partition, offset);
    event.setEmitter(new Emitter(tenant + "-" + partition, offset, 0L));
    change.accept(event);
    ReceivedRecord received =
        received(
            partition,
            offset,
            Bytes.utf8(tenant),
            wire(event),
            List.of(
                new RecordHeader("trace", Bytes.utf8("t" + offset)), new RecordHeader("x", null)));
    EventFacts facts =
        new EventFacts(
            event.getId(),
            event.getTime().toEpochMilli(),
            event.getEmitter().getId(),
            event.getEmitter().getEpoch(),
            event.getEmitter().getSeq(),
            SCHEMA.sha256(),
            SCHEMA.canonicalText(),
            event.getCategory().name());
    return new SealableRecord(received, new TenantId(tenant), null, facts);
  }

  public static SealableRecord rejected(
      int partition, long offset, RejectReason reason, @Nullable Bytes value) {
    return new SealableRecord(
        received(partition, offset, null, value, List.of()), TenantId.UNATTRIBUTED, reason, null);
  }

  public static ReceivedRecord received(
      int partition,
      long offset,
      @Nullable Bytes key,
      @Nullable Bytes value,
      List<RecordHeader> headers) {
    return received(new PartitionId(TOPIC, partition), offset, key, value, headers);
  }

  static ReceivedRecord received(
      PartitionId partition,
      long offset,
      @Nullable Bytes key,
      @Nullable Bytes value,
      List<RecordHeader> headers) {
    return new ReceivedRecord(
        partition.topic(),
        partition.partition(),
        offset,
        3,
        START.toEpochMilli() + offset,
        TimestampKind.LOG_APPEND_TIME,
        key,
        value,
        headers);
  }

  private static AuditEvent auditEvent(String tenant, int partition, long offset) {
    AuditEvent event = new AuditEvent();
    event.setId("evt-" + partition + "-" + offset);
    event.setTime(START.plusMillis(offset).minusSeconds(60));
    event.setTenantId(tenant);
    event.setEnvironment("prod");
    event.setService("billing");
    event.setCategory(CATEGORY);
    event.setAction("read_record");
    event.setOutcome(Outcome.SUCCESS);
    event.setActor(Actor.newBuilder().setId("alice").setType(ActorType.USER).build());
    event.setSource(Source.newBuilder().setIp("192.0.2.7").build());
    event.setChanges(List.of());
    event.setLabels(Map.of());
    event.setLogSource(LogSource.newBuilder().setProduct("billing").build());
    return event;
  }

  private static Bytes wire(AuditEvent event) {
    return wire(AuditEvent.class, event, SCHEMA_ID);
  }

  static <T> Bytes wire(Class<T> type, T record, int schemaId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new SpecificDatumWriter<>(type).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.wrap(out.toByteArray());
  }
}
