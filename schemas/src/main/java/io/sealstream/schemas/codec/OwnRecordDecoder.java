package io.sealstream.schemas.codec;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Judges the records that our own jobs write as {@link AuditEventDecoder} judges events: whose they
 * are and what they are called, or why they cannot be used. Order of the checks: tombstone, size,
 * header, unknown schema, incompatible schema, malformed, trailing bytes, tenant, id. Neither
 * tenant bindings nor clocks matter: a violation is late by design. For one thread only.
 */
public final class OwnRecordDecoder {
  private final Function<@Nullable Bytes, Reading> reading;

  private OwnRecordDecoder(Function<@Nullable Bytes, Reading> reading) {
    this.reading = reading;
  }

  /**
   * Exactly one of the two is there.
   *
   * @param facts of a record that can be used
   * @param rejection why it cannot be
   */
  public record Reading(@Nullable RecordFacts facts, @Nullable Undecodable rejection) {
    static Reading rejected(RejectReason reason, String detail) {
      return new Reading(null, new Undecodable(reason, detail));
    }
  }

  /** What of a record is its name. */
  private record Name(String tenant, String id, Instant time) {}

  /** Violations: {@code tenant_id}, {@code id}, {@code time}. */
  public static OwnRecordDecoder violations(SchemaRegistryClient registry, int maxValueBytes) {
    return new OwnRecordDecoder(
        avro(
            new SchemaReaders<>(registry, System::nanoTime, Violation.class),
            maxValueBytes,
            record -> new Name(record.getTenantId(), record.getId(), record.getTime())));
  }

  /** Decisions: {@code tenant_id}, {@code id}, {@code evaluated_at}. */
  public static OwnRecordDecoder decisions(SchemaRegistryClient registry, int maxValueBytes) {
    return new OwnRecordDecoder(
        avro(
            new SchemaReaders<>(registry, System::nanoTime, Decision.class),
            maxValueBytes,
            record -> new Name(record.getTenantId(), record.getId(), record.getEvaluatedAt())));
  }

  /** Signed policies, which belong to {@link TenantId#PLATFORM}. */
  public static OwnRecordDecoder policies(int maxValueBytes) {
    return new OwnRecordDecoder(new PolicyEnvelopes(maxValueBytes)::read);
  }

  /**
   * What the value says.
   *
   * @throws io.sealstream.schemas.registry.RegistryUnavailableException when the schema cannot be
   *     learnt; nothing was decided
   */
  public Reading decode(@Nullable Bytes value) {
    return reading.apply(value);
  }

  private static <T extends SpecificRecord> Function<@Nullable Bytes, Reading> avro(
      SchemaReaders<T> readers, int maxValueBytes, Function<T, Name> naming) {
    var records =
        new WireRecords<T>(readers, maxValueBytes, record -> unrepresentable(naming.apply(record)));
    return value -> {
      WireRecords.Read<T> read = records.read(value);
      T record = read.value();
      return record == null
          ? new Reading(null, Objects.requireNonNull(read.rejection()))
          : judge(naming.apply(record), Objects.requireNonNull(read.schema()));
    };
  }

  private static Optional<Undecodable> unrepresentable(Name name) {
    return EventRules.isRepresentable(name.time())
        ? Optional.empty()
        : Optional.of(
            new Undecodable(
                RejectReason.MALFORMED, "its time lies outside the years 0001 to 9999"));
  }

  private static Reading judge(Name name, WriterSchema schema) {
    if (!TenantId.isValid(name.tenant()) && !name.tenant().equals(TenantId.PLATFORM.value())) {
      return Reading.rejected(
          RejectReason.INVALID_TENANT,
          "tenant_id must match [a-z0-9][a-z0-9_]{0,63} or be " + TenantId.PLATFORM);
    }
    Optional<Undecodable> broken = EventRules.brokenId(name.id());
    return broken.isPresent()
        ? new Reading(null, broken.get())
        : new Reading(
            new RecordFacts(
                new TenantId(name.tenant()), name.id(), name.time().toEpochMilli(), schema),
            null);
  }
}
