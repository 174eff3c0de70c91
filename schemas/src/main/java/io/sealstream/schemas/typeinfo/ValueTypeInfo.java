package io.sealstream.schemas.typeinfo;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of an immutable value with a serializer of its own. */
public final class ValueTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final TypeSerializer<T> serializer;
  private final boolean key;

  ValueTypeInfo(Class<T> type, TypeSerializer<T> serializer) {
    this(type, serializer, false);
  }

  private ValueTypeInfo(Class<T> type, TypeSerializer<T> serializer, boolean key) {
    this.type = type;
    this.serializer = serializer;
    this.key = key;
  }

  /** Of a value that is never a key. */
  public static <T> TypeInformation<T> of(Class<T> type, TypeSerializer<T> serializer) {
    return new ValueTypeInfo<>(type, serializer);
  }

  /**
   * Of a key. Its hash code says on which machine its state lies, also after a restore: equal
   * values must have the same in every Java, which a record's own and an enum's have not.
   */
  public static <T> TypeInformation<T> ofKey(Class<T> type, TypeSerializer<T> serializer) {
    return new ValueTypeInfo<>(type, serializer, true);
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return key;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer.duplicate();
  }

  @Override
  public String toString() {
    return "Value<" + type.getSimpleName() + ">";
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ValueTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueTypeInfo<?> that
        && key == that.key
        && type.equals(that.type)
        && serializer.equals(that.serializer);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
