package io.sealstream.schemas.codec;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record of Kafka into an event, or into the reason why it is none.
 *
 * <p>Every job decodes through this one class, so that all agree on what is decodable. The checks
 * run in a fixed order and the first that fails is the reason: tombstone, size, header, unknown
 * schema, incompatible schema, malformed, trailing bytes, tenant, id, tenant binding, future time.
 * Text that is not UTF-8, a boolean that is neither 0 nor 1, a time outside the years 0001 to 9999
 * and a coordinate that is no finite number are malformed: JSON could not hold them, or two
 * different ids would become one.
 *
 * <p>Input never makes {@link #decode} throw, and makes it allocate in proportion to the value's
 * size at most. A registry that gives no answer does: {@code RegistryUnavailableException}, which
 * must fail the task. Holds readers and a buffer: for one thread (the task's) only.
 */
public final class AuditEventDecoder {
  private final WireRecords<AuditEvent> records;
  private final EventRules rules;

  public AuditEventDecoder(
      SchemaRegistryClient registry, DecoderLimits limits, TenantBinding binding) {
    this(registry, limits, binding, System::nanoTime);
  }

  AuditEventDecoder(
      SchemaRegistryClient registry,
      DecoderLimits limits,
      TenantBinding binding,
      LongSupplier nanoTime) {
    this.rules = new EventRules(limits, binding);
    this.records =
        new WireRecords<>(
            new SchemaReaders<>(registry, nanoTime, AuditEvent.class),
            limits.maxValueBytes(),
            rules::unrepresentable);
  }

  /**
   * The event of the record, or why there is none.
   *
   * @throws io.sealstream.schemas.registry.RegistryUnavailableException when the schema cannot be
   *     learnt; nothing was decided about the record
   */
  public DecodeResult decode(ReceivedRecord record) {
    return decode(record.value(), record.topic(), record.timestampMillis(), record.timestampKind());
  }

  /**
   * As {@link #decode(ReceivedRecord)}, for a reader that makes no record of what decodes.
   *
   * @throws io.sealstream.schemas.registry.RegistryUnavailableException as that does
   */
  public DecodeResult decode(
      @Nullable Bytes value, String topic, long timestampMillis, TimestampKind timestampKind) {
    WireRecords.Read<AuditEvent> read = records.read(value);
    AuditEvent event = read.value();
    if (event == null) {
      return Objects.requireNonNull(read.rejection());
    }
    Optional<Undecodable> broken = rules.broken(event, topic, timestampMillis, timestampKind);
    return broken.isPresent()
        ? broken.get()
        : new Decoded(event, Objects.requireNonNull(read.schema()));
  }
}
