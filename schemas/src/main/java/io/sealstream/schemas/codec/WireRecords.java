package io.sealstream.schemas.codec;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Values in the registry's wire format, read as records of one kind: the checks that every kind
 * has, in their fixed order. Input never makes {@link #read} throw; a registry without an answer
 * does. For one thread only.
 */
final class WireRecords<T extends SpecificRecord> {
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

  private final SchemaReaders<T> readers;
  private final int maxValueBytes;
  private final Function<T, Optional<Undecodable>> unrepresentable;
  private final BoundedDecoder input = new BoundedDecoder();

  /** Either a value with its schema, or why there is none. */
  record Read<T>(
      @Nullable T value, @Nullable WriterSchema schema, @Nullable Undecodable rejection) {
    static <T> Read<T> rejected(Undecodable why) {
      return new Read<>(null, null, why);
    }
  }

  /**
   * Knows no record yet.
   *
   * @param unrepresentable what Avro can carry and JSON cannot
   */
  WireRecords(
      SchemaReaders<T> readers,
      int maxValueBytes,
      Function<T, Optional<Undecodable>> unrepresentable) {
    AvroTrust.establish();
    this.readers = readers;
    this.maxValueBytes = maxValueBytes;
    this.unrepresentable = unrepresentable;
  }

  Read<T> read(@Nullable Bytes value) {
    if (value == null) {
      return Read.rejected(TOMBSTONE);
    }
    if (value.size() > maxValueBytes) {
      return Read.rejected(tooLarge(value, maxValueBytes));
    }
    byte[] bytes = value.unsafeArray();
    return WireFormat.hasHeader(bytes) ? read(bytes) : Read.rejected(BAD_MAGIC);
  }

  static Undecodable tooLarge(Bytes value, int maxValueBytes) {
    return new Undecodable(
        RejectReason.TOO_LARGE,
        "the value has "
            + value.size()
            + " bytes, limit "
            + maxValueBytes
            + ": send less, or raise the limit of every job");
  }

  private Read<T> read(byte[] bytes) {
    SchemaReaders.Entry<T> entry = readers.of(WireFormat.schemaId(bytes));
    if (entry.reader() == null || entry.schema() == null) {
      return Read.rejected(Objects.requireNonNull(entry.rejection()));
    }
    T value;
    try {
      value = entry.reader().read(null, input.over(bytes, WireFormat.HEADER_BYTES));
    } catch (SecurityException e) {
      throw e; // Avro does not trust our classes: the environment's fault, not the value's
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The classifying boundary: under a hostile value Avro throws nearly anything, and by now
      // the registry has answered, so that whatever fails here is the value's own fault.
      return Read.rejected(malformed(entry.schema().id(), e));
    }
    Optional<Undecodable> broken = unrepresentable.apply(value);
    if (broken.isPresent()) {
      return Read.rejected(broken.get());
    }
    return input.isEnd() ? new Read<>(value, entry.schema(), null) : Read.rejected(TRAILING);
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
