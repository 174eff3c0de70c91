package io.sealstream.schemas.codec;

import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.registry.UnsupportedSchemaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Readers of one kind of record, one per schema id, made once: setting a reader's schema on every
 * record is six times slower. Ids are immutable, so what was found, and what cannot be read, is
 * kept for ever; that an id is unknown is believed for a moment only, since it may be registered
 * later.
 */
final class SchemaReaders<T extends SpecificRecord> {
  /**
   * Long enough that a burst of garbage with one id does not flood the registry, and no longer:
   * good events under an id that was named before it was registered are rejected meanwhile.
   */
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(1);

  /** Garbage names ever new ids: the oldest are forgotten. */
  private static final int MAX_UNKNOWN = 10_000;

  /** What an id stands for: a reader with its schema, or the reason why there is none. */
  record Entry<T>(
      @Nullable SpecificDatumReader<T> reader,
      @Nullable WriterSchema schema,
      @Nullable Undecodable rejection) {}

  private final SchemaRegistryClient registry;
  private final LongSupplier nanoTime;
  private final Class<T> type;
  private final Map<Integer, Entry<T>> known = new HashMap<>();
  private final Map<Integer, Long> unknownUntil =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > MAX_UNKNOWN;
        }
      };

  SchemaReaders(SchemaRegistryClient registry, LongSupplier nanoTime, Class<T> type) {
    this.registry = registry;
    this.type = type;
    this.nanoTime = nanoTime;
  }

  Entry<T> of(int id) {
    Entry<T> entry = known.get(id);
    if (entry != null) {
      return entry;
    }
    Long until = unknownUntil.get(id);
    if (until != null && nanoTime.getAsLong() - until < 0) {
      return unknown(id);
    }
    return ask(id);
  }

  private Entry<T> ask(int id) {
    Optional<Schema> schema;
    try {
      schema = registry.schemaById(id);
    } catch (UnsupportedSchemaException e) {
      return keep(id, incompatible(id, "is not an Avro schema"));
    }
    if (schema.isEmpty()) {
      unknownUntil.remove(id);
      unknownUntil.put(id, nanoTime.getAsLong() + UNKNOWN_FOR.toNanos());
      return unknown(id);
    }
    unknownUntil.remove(id);
    return keep(id, entry(id, schema.get()));
  }

  private Entry<T> keep(int id, Entry<T> entry) {
    known.put(id, entry);
    return entry;
  }

  private Entry<T> entry(int id, Schema writer) {
    if (writer.getType() != Schema.Type.RECORD) {
      return incompatible(id, "is a " + writer.getType().getName() + ", not a record");
    }
    Schema reader = SpecificData.get().getSchema(type);
    try {
      if (!isReadable(reader, writer)) {
        return incompatible(
            id, "is a record that " + type.getSimpleName() + " cannot be read from");
      }
      Optional<String> corrupting = LogicalTypes.firstDifference(reader, writer);
      if (corrupting.isPresent()) {
        return incompatible(id, "gives " + corrupting.get() + " another logical type");
      }
      var datumReader = new SpecificDatumReader<>(type);
      datumReader.setSchema(writer);
      return new Entry<>(datumReader, SchemaText.writerSchema(id, writer), null);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      return incompatible(id, "is a record that " + type.getSimpleName() + " cannot be read from");
    }
  }

  private static boolean isReadable(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private Entry<T> unknown(int id) {
    return rejection(
        RejectReason.UNKNOWN_SCHEMA,
        "the registry has no schema " + id + ": register it, then send the record again");
  }

  private Entry<T> incompatible(int id, String why) {
    return rejection(
        RejectReason.INCOMPATIBLE_SCHEMA,
        "schema " + id + " " + why + ": write with a version of " + type.getSimpleName());
  }

  private Entry<T> rejection(RejectReason reason, String detail) {
    return new Entry<>(null, null, new Undecodable(reason, detail));
  }
}
