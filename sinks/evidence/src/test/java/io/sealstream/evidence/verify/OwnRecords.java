package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.records.RecordClass;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.SchemaText;
import io.sealstream.schemas.codec.WriterSchema;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Violations, decisions and policies as they come from Kafka. */
public final class OwnRecords {
  public static final String VIOLATIONS = "audit.violations";
  public static final String DECISIONS = "audit.decisions";
  public static final String POLICIES = "audit.policies";

  private static final WriterSchema VIOLATION =
      SchemaText.writerSchema(8, Violation.getClassSchema());
  private static final WriterSchema DECISION =
      SchemaText.writerSchema(9, Decision.getClassSchema());

  private OwnRecords() {}

  public static SealableRecord violation(String tenant, long offset) {
    Instant time = SampleRecords.START.plusMillis(offset);
    Violation violation =
        new Violation(
            "v-" + offset,
            tenant,
            "p",
            "1",
            "00",
            "title",
            "high",
            time,
            "evt-0-0",
            List.of("evt-0-0"),
            List.of(),
            Map.of(),
            List.of(),
            null,
            null,
            null,
            List.of(),
            null,
            null,
            List.of(),
            null);
    Bytes value = SampleRecords.wire(Violation.class, violation, VIOLATION.id());
    return record(
        VIOLATIONS,
        offset,
        tenant,
        value,
        facts(violation.getId(), time, VIOLATION, RecordKind.VIOLATIONS));
  }

  /** What the policy job says of itself. */
  public static SealableRecord decision(long offset) {
    Instant time = SampleRecords.START.plusMillis(offset);
    Decision decision =
        Decision.newBuilder()
            .setId("d-" + offset)
            .setTenantId(TenantId.PLATFORM.value())
            .setPolicyId("p")
            .setPolicyVersion("1")
            .setPolicyHash("00")
            .setOutcome(DecisionOutcome.ACTIVATED)
            .setEvaluatedAt(time)
            .setAnchor("")
            .setEventIds(List.of())
            .setPositions(List.of())
            .build();
    Bytes value = SampleRecords.wire(Decision.class, decision, DECISION.id());
    return record(
        DECISIONS,
        offset,
        TenantId.PLATFORM.value(),
        value,
        facts(decision.getId(), time, DECISION, RecordKind.DECISIONS));
  }

  /** A version of one policy; nobody signed it, which sealing does not mind. */
  public static SealableRecord policy(long offset, int version) {
    Instant time = SampleRecords.START.plusMillis(offset);
    String statement =
        "{\"id\":\"p\",\"version\":%d,\"publishedAt\":\"%s\"}".formatted(version, time);
    String payload = Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
    Bytes value =
        Bytes.utf8(
            "{\"payloadType\":\"application/vnd.sealstream.policy+json\",\"payload\":\""
                + payload
                + "\",\"signatures\":[]}");
    return record(
        POLICIES,
        offset,
        TenantId.PLATFORM.value(),
        value,
        facts("p@" + version, time, null, RecordKind.POLICIES));
  }

  /** A record of ours that nobody could read. */
  public static SealableRecord rejected(
      String topic, long offset, RejectReason reason, @Nullable Bytes value) {
    return new SealableRecord(
        SampleRecords.received(new PartitionId(topic, 0), offset, null, value, List.of()),
        TenantId.UNATTRIBUTED,
        reason,
        null);
  }

  private static EventFacts facts(
      String id, Instant time, @Nullable WriterSchema schema, RecordKind kind) {
    return new EventFacts(
        id,
        time.toEpochMilli(),
        "",
        0,
        0,
        schema == null ? TreeHash.ZERO : schema.sha256(),
        schema == null ? "" : schema.canonicalText(),
        RecordClass.of(kind));
  }

  private static SealableRecord record(
      String topic, long offset, String tenant, Bytes value, EventFacts facts) {
    return new SealableRecord(
        SampleRecords.received(
            new PartitionId(topic, 0), offset, Bytes.utf8(tenant), value, List.of()),
        new TenantId(tenant),
        null,
        facts);
  }
}
