package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchHead;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.BatchWriter;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.RecordReaders;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
  private final RecordReaders lenient;
  private final RecordReaders noFuture;

  /** Of every topic met, for the whole archive. */
  private final Map<String, RecordKind> kinds = new HashMap<>();

  private RecordKind kind = RecordKind.EVENTS;
  private long openedAtMillis;

  PayloadCheck(EvidenceStore store, Problems problems, RetentionCheck retention) {
    this.problems = problems;
    this.retention = retention;
    this.schemas = new ArchiveSchemas(store);
    this.lenient = readers(Duration.ofDays(365_000));
    this.noFuture = readers(Duration.ZERO);
  }

  private RecordReaders readers(Duration maxFuture) {
    return new RecordReaders(
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

  /** Goes on to the next batch, and learns what its records are. */
  void batch(BatchHead head) {
    kind = head.records();
    RecordKind before = kinds.putIfAbsent(head.topic(), kind);
    if (before != null && before != kind) {
      problems.add(
          VerdictCode.RELABELLED,
          head.objectKey(),
          "sealed as " + kind.word() + ", but " + head.topic() + " was one of " + before.word());
    }
  }

  void check(BatchIdentity batch, SealableRecord record, String where) {
    @Nullable EventFacts event = record.event();
    @Nullable RejectReason reason = record.reason();
    if (event != null) {
      event(record, event, where)
          .ifPresent(again -> retention.record(batch, again.recordClass(), where));
    } else if (reason != null) {
      retention.record(batch, record.recordClass(), where);
      rejected(record, reason, where);
    }
  }

  /** The record as the value has it, as far as it can be read. */
  private Optional<SealableRecord> event(SealableRecord record, EventFacts facts, String where) {
    if (kind != RecordKind.POLICIES && !bindsSchema(record, facts, where)) {
      return Optional.empty();
    }
    SealableRecord again = lenient.read(kind, record.received()).record();
    EventFacts said = again.event();
    if (said == null) {
      problems.add(VerdictCode.SCHEMA_BIND, where, "the value does not decode under its schema");
      return Optional.empty();
    }
    if (kind == RecordKind.POLICIES && !facts.schemaSha256().equals(said.schemaSha256())) {
      problems.add(VerdictCode.SCHEMA_BIND, where, "a policy has no schema");
    }
    if (!again.tenant().equals(record.tenant())) {
      problems.add(VerdictCode.TENANT_BIND, where, "the value names another tenant");
    }
    if (!says(said, facts)) {
      problems.add(
          VerdictCode.PAYLOAD_HASH, where, "id, time or emitter are not those of the value");
    }
    return Optional.of(again);
  }

  /**
   * Whether the value's id is bound at all; a binding to another schema than the entry's is told.
   */
  private boolean bindsSchema(SealableRecord record, EventFacts facts, String where) {
    Optional<ArchiveSchemas.Known> bound = bound(record.received().value());
    if (bound.isEmpty() || !bound.get().sha256().equals(facts.schemaSha256())) {
      problems.add(
          VerdictCode.SCHEMA_BIND,
          where,
          "schema " + facts.schemaSha256().toHex() + " is not the one sealed for the value's id");
    }
    return bound.isPresent();
  }

  private static boolean says(EventFacts said, EventFacts sealed) {
    return said.id().equals(sealed.id())
        && said.timeMillis() == sealed.timeMillis()
        && said.emitterId().equals(sealed.emitterId())
        && said.emitterEpoch() == sealed.emitterEpoch()
        && said.emitterSequence() == sealed.emitterSequence();
  }

  private void rejected(SealableRecord record, RejectReason reason, String where) {
    @Nullable Bytes value = record.received().value();
    if (reason == RejectReason.TOO_LARGE && value != null) {
      return;
    }
    if (kind == RecordKind.POLICIES) {
      decodedAgain(record, reason, where);
    } else if (value == null || !hasHeader(value)) {
      requireSame(reason, value == null ? RejectReason.TOMBSTONE : RejectReason.BAD_MAGIC, where);
    } else if (reason == RejectReason.TOMBSTONE || reason == RejectReason.BAD_MAGIC) {
      relabelled(reason, "the value has a schema id", where);
    } else if (isDecidable(reason) && isSchemaLearnt(reason, value)) {
      decodedAgain(record, reason, where);
    }
  }

  /** Bindings and the index have to do with events only. */
  private boolean isDecidable(RejectReason reason) {
    return kind != RecordKind.EVENTS || !NOT_DECIDABLE.contains(reason);
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
    RecordReaders readers = reason == RejectReason.FUTURE_TIME ? noFuture : lenient;
    Undecodable other = readers.read(kind, record.received()).rejection();
    if (other != null) {
      requireSame(reason, other.reason(), where);
    } else {
      relabelled(reason, "it can be used", where);
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
