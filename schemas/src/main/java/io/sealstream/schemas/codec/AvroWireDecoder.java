package io.sealstream.schemas.codec;

import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.registry.UnsupportedSchemaException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads records of one generated class in Confluent's wire format: violations, decisions, rejected
 * records, whatever we wrote ourselves. Events go through {@link AuditEventDecoder}, which also
 * judges them. For one thread only.
 *
 * @param <T> the generated record
 */
public final class AvroWireDecoder<T extends SpecificRecord> {
  private final SchemaRegistryClient registry;
  private final Class<T> type;
  private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
  private final BoundedDecoder input = new BoundedDecoder();

  public AvroWireDecoder(SchemaRegistryClient registry, Class<T> type) {
    AvroTrust.establish();
    this.registry = registry;
    this.type = type;
  }

  /**
   * The record of the bytes.
   *
   * @throws IllegalArgumentException saying why the bytes are no such record; never payload
   * @throws io.sealstream.schemas.registry.RegistryUnavailableException when the schema cannot be
   *     learnt
   */
  public T decode(byte[] value) {
    if (!WireFormat.hasHeader(value)) {
      throw new IllegalArgumentException(
          "value of " + value.length + " bytes does not start with 0 and a four-byte schema id");
    }
    int id = WireFormat.schemaId(value);
    SpecificDatumReader<T> reader = readers.computeIfAbsent(id, this::reader);
    T datum;
    try {
      datum = reader.read(null, input.over(value, WireFormat.HEADER_BYTES));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Avro throws nearly anything on bytes that are not what they say; its message may quote
      // them.
      throw new IllegalArgumentException(
          "value does not decode as "
              + type.getSimpleName()
              + " under schema "
              + id
              + " ("
              + e.getClass().getSimpleName()
              + ")");
    }
    if (!input.isEnd()) {
      throw new IllegalArgumentException(
          input.remainingBytes() + " bytes are left over after the " + type.getSimpleName());
    }
    return datum;
  }

  private SpecificDatumReader<T> reader(int id) {
    try {
      Schema writer =
          registry
              .schemaById(id)
              .orElseThrow(() -> new IllegalArgumentException("the registry has no schema " + id));
      var reader = new SpecificDatumReader<>(type);
      reader.setSchema(writer);
      return reader;
    } catch (UnsupportedSchemaException | AvroRuntimeException e) {
      throw new IllegalArgumentException(
          "schema " + id + " cannot be read as " + type.getSimpleName(), e);
    }
  }
}
