package io.sealstream.schemas.typeinfo;

import io.sealstream.schemas.codec.SchemaLint;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** The class, and the text of the schema under which its records were written. */
public final class AvroRecordSerializerSnapshot<T extends SpecificRecord>
    implements TypeSerializerSnapshot<T> {
  private static final int V1 = 1;

  private @Nullable Class<T> type;
  private @Nullable String schemaText;

  /** For Flink, which then calls {@link #readSnapshot}. */
  public AvroRecordSerializerSnapshot() {}

  AvroRecordSerializerSnapshot(Class<T> type, String schemaText) {
    this.type = type;
    this.schemaText = schemaText;
  }

  @Override
  public int getCurrentVersion() {
    return V1;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    StringValue.writeString(Objects.requireNonNull(type).getName(), out);
    StringValue.writeString(Objects.requireNonNull(schemaText), out);
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    if (version != V1) {
      throw new IOException("Avro serializer snapshot version " + version + ", newest known " + V1);
    }
    type = load(StringValue.readString(in), loader);
    schemaText = StringValue.readString(in);
  }

  @SuppressWarnings("unchecked") // asSubclass has just checked that it is a generated record
  private Class<T> load(String name, ClassLoader loader) throws IOException {
    try {
      return (Class<T>) Class.forName(name, true, loader).asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IOException("the savepoint holds records of " + name + ", unknown to this job", e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new AvroRecordSerializer<>(
        Objects.requireNonNull(type), Objects.requireNonNull(schemaText));
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> older) {
    if (!(older instanceof AvroRecordSerializerSnapshot<T> that)
        || !Objects.equals(type, that.type)) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    Schema now = new Schema.Parser().parse(Objects.requireNonNull(schemaText));
    Schema then = new Schema.Parser().parse(Objects.requireNonNull(that.schemaText));
    if (!SchemaLint.sameLogicalTypes(now, then)) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    if (SchemaNormalization.toParsingForm(now).equals(SchemaNormalization.toParsingForm(then))) {
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
    boolean readable =
        SchemaCompatibility.checkReaderWriterCompatibility(now, then).getType()
            == SchemaCompatibilityType.COMPATIBLE;
    return readable
        ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
