package io.sealstream.schemas.codec;

import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in Confluent's wire format under one subject.
 *
 * <p>Registers the schema, without its Java properties, on the first call to {@link #encode} or
 * {@link #schemaId}, and asks the registry never again. For one thread only.
 *
 * @param <T> the generated record
 */
public final class AvroWireEncoder<T extends SpecificRecord> {
  private final SchemaRegistryClient registry;
  private final String subject;
  private final Schema schema;
  private final SpecificDatumWriter<T> writer;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
  private byte @Nullable [] header;
  private @Nullable BinaryEncoder encoder;

  public AvroWireEncoder(SchemaRegistryClient registry, String subject, Schema schema) {
    AvroTrust.establish();
    this.registry = registry;
    this.subject = subject;
    this.schema = schema;
    this.writer = new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema));
  }

  /** The id under which records are written; registers the schema where that has not happened. */
  public int schemaId() {
    return WireFormat.schemaId(header());
  }

  /**
   * The record's bytes, a new array each time.
   *
   * @throws io.sealstream.schemas.registry.RegistryUnavailableException on a first call that finds
   *     no registry; the next call tries again
   * @throws io.sealstream.schemas.registry.IncompatibleSchemaException when the subject forbids the
   *     schema
   * @throws org.apache.avro.AvroRuntimeException when the record does not fit its own schema, for
   *     instance a required field is null
   */
  public byte[] encode(T datum) {
    buffer.reset();
    buffer.writeBytes(header());
    try {
      encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
      writer.write(datum, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be written", e);
    }
    return buffer.toByteArray();
  }

  private byte[] header() {
    byte[] known = header;
    if (known == null) {
      known = WireFormat.header(registry.register(subject, SchemaText.plain(schema)));
      header = known;
    }
    return known;
  }
}
