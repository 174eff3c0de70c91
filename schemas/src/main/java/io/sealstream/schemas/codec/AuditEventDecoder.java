package io.sealstream.schemas.codec;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.io.DatumReader;
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
  private static final Undecodable TOMBSTONE =
      new Undecodable(RejectReason.TOMBSTONE, "the record has no value: send events only");
  private static final Undecodable BAD_MAGIC =
      new Undecodable(
          RejectReason.BAD_MAGIC,
          "the value does not start with 0 and a four-byte schema id: use a registry serializer");
  private static final Undecodable TRAILING =
      new Undecodable(
          RejectReason.TRAILING_BYTES,
          "bytes are left over after the event: write one event per record");

  private final DecoderLimits limits;
  private final EventReaders readers;
  private final EventRules rules;
  private final BoundedDecoder input = new BoundedDecoder();

  public AuditEventDecoder(
      SchemaRegistryClient registry, DecoderLimits limits, TenantBinding binding) {
    this(registry, limits, binding, System::nanoTime);
  }

  AuditEventDecoder(
      SchemaRegistryClient registry,
      DecoderLimits limits,
      TenantBinding binding,
      LongSupplier nanoTime) {
    AvroTrust.establish();
    this.limits = limits;
    this.readers = new EventReaders(registry, nanoTime);
    this.rules = new EventRules(limits, binding);
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
    if (value == null) {
      return TOMBSTONE;
    }
    if (value.size() > limits.maxValueBytes()) {
      return new Undecodable(
          RejectReason.TOO_LARGE,
          "the value has "
              + value.size()
              + " bytes, limit "
              + limits.maxValueBytes()
              + ": send less, or raise the limit of every job");
    }
    byte[] bytes = value.unsafeArray();
    return WireFormat.hasHeader(bytes)
        ? decode(bytes, topic, timestampMillis, timestampKind)
        : BAD_MAGIC;
  }

  private DecodeResult decode(
      byte[] bytes, String topic, long timestampMillis, TimestampKind timestampKind) {
    EventReaders.Entry entry = readers.of(WireFormat.schemaId(bytes));
    if (entry.reader() == null || entry.schema() == null) {
      return Objects.requireNonNull(entry.rejection());
    }
    AuditEvent event;
    try {
      event = read(entry.reader(), bytes);
    } catch (SecurityException e) {
      throw e; // Avro does not trust our classes: the environment's fault, not the value's
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The classifying boundary: under a hostile value Avro throws nearly anything, and by now
      // the registry has answered, so that whatever fails here is the value's own fault.
      return malformed(entry.schema().id(), e);
    }
    Optional<Undecodable> broken = rules.unrepresentable(event);
    if (broken.isPresent()) {
      return broken.get();
    }
    if (!input.isEnd()) {
      return TRAILING;
    }
    broken = rules.broken(event, topic, timestampMillis, timestampKind);
    return broken.isPresent() ? broken.get() : new Decoded(event, entry.schema());
  }

  private AuditEvent read(DatumReader<AuditEvent> reader, byte[] bytes) throws IOException {
    return reader.read(null, input.over(bytes, WireFormat.HEADER_BYTES));
  }

  /** Names the kind of fault only: Avro's own messages quote the payload. */
  private static Undecodable malformed(int schemaId, Throwable fault) {
    return new Undecodable(
        RejectReason.MALFORMED,
        "the value does not decode under its schema "
            + schemaId
            + " ("
            + fault.getClass().getSimpleName()
            + "): check that the emitter writes with the schema it names");
  }
}
