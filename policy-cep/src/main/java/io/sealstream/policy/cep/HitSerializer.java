package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * A hit in state. Each begins with the number of its form, so that a later one can read what
 * savepoints hold.
 */
public final class HitSerializer extends TypeSerializerSingleton<Hit> {
  /** For everyone: it has no state. */
  public static final HitSerializer INSTANCE = new HitSerializer();

  private static final long serialVersionUID = 1L;
  private static final byte V1 = 1;
  private static final int VARIABLE = -1;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Hit createInstance() {
    return new Hit("", 0, "", 0, 0, 0, List.of());
  }

  @Override
  public Hit copy(Hit from) {
    return from;
  }

  @Override
  public Hit copy(Hit from, Hit reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return VARIABLE;
  }

  @Override
  public void serialize(Hit hit, DataOutputView target) throws IOException {
    target.writeByte(V1);
    StringValue.writeString(hit.eventId(), target);
    target.writeLong(hit.timeMillis());
    StringValue.writeString(hit.topic(), target);
    target.writeInt(hit.partition());
    target.writeLong(hit.offset());
    target.writeLong(hit.rules());
    target.writeInt(hit.values().size());
    for (List<String> values : hit.values()) {
      target.writeInt(values.size());
      for (String value : values) {
        StringValue.writeString(value, target);
      }
    }
  }

  @Override
  public Hit deserialize(DataInputView source) throws IOException {
    byte version = source.readByte();
    return switch (version) {
      case V1 -> readV1(source);
      default -> throw new IOException("hit of form " + version + ", newest known " + V1);
    };
  }

  private static Hit readV1(DataInputView source) throws IOException {
    return new Hit(
        StringValue.readString(source),
        source.readLong(),
        StringValue.readString(source),
        source.readInt(),
        source.readLong(),
        source.readLong(),
        readValues(source));
  }

  private static List<List<String>> readValues(DataInputView source) throws IOException {
    int slots = source.readInt();
    List<List<String>> values = new ArrayList<>(slots);
    for (int slot = 0; slot < slots; slot++) {
      int size = source.readInt();
      List<String> texts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        texts.add(StringValue.readString(source));
      }
      values.add(texts);
    }
    return values;
  }

  @Override
  public Hit deserialize(Hit reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<Hit> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says which serializer wrote a state. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Hit> {
    /** Flink makes it by reflection. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
