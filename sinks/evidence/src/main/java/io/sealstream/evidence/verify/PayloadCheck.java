package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.RecordClass;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an entry says of its value what the value says itself: decodes it again, with the
 * archive's own schemas. Needs nothing of the job that sealed it. One thread only.
 */
final class PayloadCheck {
  /**
   * A job may believe for a second that an id is unknown. The rest is for records that were decoded
   * before their epoch opened, for clocks that disagree, and for builds that believed it for 30 s.
   */
  private static final long UNKNOWN_GRACE_MILLIS = 60_000;

  private static final int WIRE_HEADER_BYTES = 5;

  /** Whether these hold depends on limits and bindings that the archive does not have. */
  private static final Set<RejectReason> NOT_DECIDABLE =
      Set.of(RejectReason.TOO_LARGE, RejectReason.TENANT_NOT_BOUND, RejectReason.INDEX_REFUSED);

  private final Problems problems;
  private final RetentionCheck retention;
  private final ArchiveSchemas schemas;
  private final AuditEventDecoder lenient;
  private final AuditEventDecoder noFuture;
  private long openedAtMillis;

  PayloadCheck(EvidenceStore store, Problems problems, RetentionCheck retention) {
    this.problems = problems;
    this.retention = retention;
    this.schemas = new ArchiveSchemas(store);
    this.lenient = decoder(Duration.ofDays(365_000));
    this.noFuture = decoder(Duration.ZERO);
  }

  private AuditEventDecoder decoder(Duration maxFuture) {
    return new AuditEventDecoder(
        schemas, new DecoderLimits(Integer.MAX_VALUE, maxFuture), TenantBinding.NONE);
  }

  /** Goes on to the next epoch, and learns the schemas it binds. */
  void epoch(EpochSeal seal, HeadsFile heads) throws IOException {
    openedAtMillis = seal.openedAtMillis();
    for (SealedSchema schema : heads.schemas()) {
      try {
        schemas.learn(schema, seal.closedAtMillis());
      } catch (EvidenceFormatException e) {
        problems.add("epoch " + seal.epoch(), e);
      }
    }
  }

  void check(BatchIdentity batch, SealableRecord record, String where) {
    @Nullable EventFacts event = record.event();
    @Nullable RejectReason reason = record.reason();
    if (event != null) {
      event(record, event, where).ifPresent(name -> retention.record(batch, name, where));
    } else if (reason != null) {
      retention.record(batch, RecordClass.NO_EVENT, where);
      rejected(record, reason, where);
    }
  }

  /** The event's category, as far as the value can be read. */
  private Optional<String> event(SealableRecord record, EventFacts facts, String where) {
    Optional<ArchiveSchemas.Known> bound = bound(record.received().value());
    if (bound.isEmpty() || !bound.get().sha256().equals(facts.schemaSha256())) {
      problems.add(
          VerdictCode.SCHEMA_BIND,
          where,
          "schema " + facts.schemaSha256().toHex() + " is not the one sealed for the value's id");
    }
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    DecodeResult result = lenient.decode(record.received());
    if (!(result instanceof Decoded decoded)) {
      problems.add(VerdictCode.SCHEMA_BIND, where, "the value does not decode under its schema");
      return Optional.empty();
    }
    AuditEvent event = decoded.event();
    if (!event.getTenantId().equals(record.tenant().value())) {
      problems.add(VerdictCode.TENANT_BIND, where, "the value names another tenant");
    }
    if (!says(event, facts)) {
      problems.add(
          VerdictCode.PAYLOAD_HASH, where, "id, time or emitter are not those of the value");
    }
    return Optional.of(event.getCategory().name());
  }

  private static boolean says(AuditEvent event, EventFacts facts) {
    return event.getId().equals(facts.id())
        && event.getTime().toEpochMilli() == facts.timeMillis()
        && event.getEmitter().getId().equals(facts.emitterId())
        && event.getEmitter().getEpoch() == facts.emitterEpoch()
        && event.getEmitter().getSeq() == facts.emitterSequence();
  }

  private void rejected(SealableRecord record, RejectReason reason, String where) {
    @Nullable Bytes value = record.received().value();
    if (reason == RejectReason.TOO_LARGE && value != null) {
      return;
    }
    if (value == null || !hasHeader(value)) {
      requireSame(reason, value == null ? RejectReason.TOMBSTONE : RejectReason.BAD_MAGIC, where);
    } else if (reason == RejectReason.TOMBSTONE || reason == RejectReason.BAD_MAGIC) {
      relabelled(reason, "the value has a schema id", where);
    } else if (!NOT_DECIDABLE.contains(reason) && isSchemaLearnt(reason, value)) {
      decodedAgain(record, reason, where);
    }
  }

  /** Before, a value cannot be judged; just after, its job may not have known the schema. */
  private boolean isSchemaLearnt(RejectReason reason, Bytes value) {
    return bound(value)
        .filter(
            known ->
                reason != RejectReason.UNKNOWN_SCHEMA
                    || openedAtMillis - known.sinceMillis() >= UNKNOWN_GRACE_MILLIS)
        .isPresent();
  }

  private void decodedAgain(SealableRecord record, RejectReason reason, String where) {
    AuditEventDecoder decoder = reason == RejectReason.FUTURE_TIME ? noFuture : lenient;
    DecodeResult result = decoder.decode(record.received());
    if (result instanceof Undecodable other) {
      requireSame(reason, other.reason(), where);
    } else {
      relabelled(reason, "it is a valid event", where);
    }
  }

  private void requireSame(RejectReason sealed, RejectReason found, String where) {
    if (sealed != found) {
      relabelled(sealed, "it is " + found, where);
    }
  }

  private void relabelled(RejectReason sealed, String but, String where) {
    problems.add(VerdictCode.RELABELLED, where, "sealed as " + sealed + ", but " + but);
  }

  private Optional<ArchiveSchemas.Known> bound(@Nullable Bytes value) {
    return value == null || !hasHeader(value)
        ? Optional.empty()
        : schemas.known(BatchWriter.registryId(value));
  }

  private static boolean hasHeader(Bytes value) {
    return value.size() >= WIRE_HEADER_BYTES && value.unsafeArray()[0] == 0;
  }
}
