package io.sealstream.evidence.records;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.OwnRecordDecoder;
import io.sealstream.schemas.codec.RecordFacts;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.codec.WriterSchema;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record as its topic's kind says: whose it is, its id, its time and its class, or why
 * nobody can say. * The job seals by it and the verifier judges by it. Input never makes it throw;
 * a registry without an answer does. For one thread only.
 */
public final class RecordReaders {
  private final AuditEventDecoder events;
  private final OwnRecordDecoder violations;
  private final OwnRecordDecoder decisions;
  private final OwnRecordDecoder policies;

  /**
   * Knows no schema yet.
   *
   * @param limits those of values hold for every kind, the one of the future for events
   * @param binding holds for events
   */
  public RecordReaders(SchemaRegistryClient registry, DecoderLimits limits, TenantBinding binding) {
    this.events = new AuditEventDecoder(registry, limits, binding);
    this.violations = OwnRecordDecoder.violations(registry, limits.maxValueBytes());
    this.decisions = OwnRecordDecoder.decisions(registry, limits.maxValueBytes());
    this.policies = OwnRecordDecoder.policies(limits.maxValueBytes());
  }

  /**
   * A record ready to be sealed.
   *
   * @param rejection why it is sealed under {@link TenantId#UNATTRIBUTED}; null for one that is not
   */
  public record Reading(SealableRecord record, @Nullable Undecodable rejection) {}

  /**
   * Reads a record of this kind.
   *
   * @throws io.sealstream.schemas.registry.RegistryUnavailableException when a schema cannot be
   *     learnt: nothing was decided about the record
   */
  public Reading read(RecordKind kind, ReceivedRecord record) {
    return switch (kind) {
      case EVENTS -> event(record);
      case VIOLATIONS -> own(record, violations, RecordClass.of(kind));
      case DECISIONS -> own(record, decisions, RecordClass.of(kind));
      case POLICIES -> own(record, policies, RecordClass.of(kind));
    };
  }

  private Reading event(ReceivedRecord record) {
    DecodeResult result = events.decode(record);
    if (result instanceof Undecodable undecodable) {
      return rejected(record, undecodable);
    }
    Decoded decoded = (Decoded) result;
    AuditEvent event = decoded.event();
    var facts =
        new EventFacts(
            event.getId(),
            event.getTime().toEpochMilli(),
            event.getEmitter().getId(),
            event.getEmitter().getEpoch(),
            event.getEmitter().getSeq(),
            decoded.schema().sha256(),
            decoded.schema().canonicalText(),
            RecordClass.of(event.getCategory()));
    return read(record, new TenantId(event.getTenantId()), facts);
  }

  private static Reading own(ReceivedRecord record, OwnRecordDecoder decoder, String recordClass) {
    OwnRecordDecoder.Reading reading = decoder.decode(record.value());
    RecordFacts facts = reading.facts();
    return facts == null
        ? rejected(record, Objects.requireNonNull(reading.rejection()))
        : read(record, facts.tenant(), withoutEmitter(facts, recordClass));
  }

  private static EventFacts withoutEmitter(RecordFacts facts, String recordClass) {
    WriterSchema schema = facts.schema();
    return new EventFacts(
        facts.id(),
        facts.timeMillis(),
        "",
        0,
        0,
        schema == null ? TreeHash.ZERO : schema.sha256(),
        schema == null ? "" : schema.canonicalText(),
        recordClass);
  }

  private static Reading read(ReceivedRecord record, TenantId tenant, EventFacts facts) {
    return new Reading(new SealableRecord(record, tenant, null, facts), null);
  }

  private static Reading rejected(ReceivedRecord record, Undecodable why) {
    return new Reading(new SealableRecord(record, TenantId.UNATTRIBUTED, why.reason(), null), why);
  }
}
