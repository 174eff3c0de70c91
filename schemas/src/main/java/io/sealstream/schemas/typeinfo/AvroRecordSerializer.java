package io.sealstream.schemas.typeinfo;

import io.sealstream.schemas.codec.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The length of the Avro binary, then the binary. Writes under the class's schema and reads what
 * was written under {@link #writerSchema}: the same, but in a serializer restored from a savepoint.
 */
final class AvroRecordSerializer<T extends SpecificRecord> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  /** Text, since a Schema of another class loader must not travel. */
  private final String writerSchemaText;

  private transient @Nullable Codec<T> codec;

  AvroRecordSerializer(Class<T> type) {
    this(type, SpecificData.get().getSchema(type).toString());
  }

  AvroRecordSerializer(Class<T> type, String writerSchemaText) {
    this.type = type;
    this.writerSchemaText = writerSchemaText;
  }

  Class<T> type() {
    return type;
  }

  Schema writerSchema() {
    return new Schema.Parser().parse(writerSchemaText);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new AvroRecordSerializer<>(type, writerSchemaText);
  }

  @Override
  public T createInstance() {
    return type.cast(SpecificData.newInstance(type, SpecificData.get().getSchema(type)));
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T datum, DataOutputView out) throws IOException {
    byte[] bytes = codec().write(datum);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return codec().read(bytes);
  }

  @Override
  public T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    // Not to.write(from, length): Flink's own DataOutputSerializer does not grow there, but throws.
    byte[] bytes = new byte[from.readInt()];
    from.readFully(bytes);
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordSerializer<?> that
        && type.equals(that.type)
        && writerSchemaText.equals(that.writerSchemaText);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    // What this serializer writes from now on is the class's schema, whatever it has been reading.
    return new AvroRecordSerializerSnapshot<>(type, SpecificData.get().getSchema(type).toString());
  }

  private Codec<T> codec() {
    Codec<T> ready = codec;
    if (ready == null) {
      ready = new Codec<>(type, writerSchema());
      codec = ready;
    }
    return ready;
  }

  /** Reader, writer and their buffers: made on the thread that uses them. */
  private static final class Codec<T extends SpecificRecord> {
    private final SpecificDatumReader<T> reader;
    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    Codec(Class<T> type, Schema writerSchema) {
      AvroTrust.establish();
      reader = new SpecificDatumReader<>(type);
      reader.setSchema(writerSchema);
      writer = new SpecificDatumWriter<>(type);
    }

    byte[] write(T datum) throws IOException {
      buffer.reset();
      encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
      writer.write(datum, encoder);
      encoder.flush();
      return buffer.toByteArray();
    }

    T read(byte[] bytes) throws IOException {
      decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
      return reader.read(null, decoder);
    }
  }
}
