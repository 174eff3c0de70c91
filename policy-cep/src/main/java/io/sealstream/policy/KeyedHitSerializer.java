package io.sealstream.policy;

import io.sealstream.policy.plan.Hit;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The key, then the hit. A change of this form needs a new class: the snapshot is tied to it. */
final class KeyedHitSerializer extends TypeSerializerSingleton<KeyedHit> {
  private static final long serialVersionUID = 1L;
  private static final KeyedHit EMPTY =
      new KeyedHit(
          new CorrelationKey("", "", "", "", List.of()), new Hit("", 0, "", 0, 0, 0, List.of()));
  private static final CorrelationKeySerializer KEYS = new CorrelationKeySerializer();

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public KeyedHit createInstance() {
    return EMPTY;
  }

  @Override
  public KeyedHit copy(KeyedHit from) {
    return from;
  }

  @Override
  public KeyedHit copy(KeyedHit from, KeyedHit reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(KeyedHit keyed, DataOutputView out) throws IOException {
    KEYS.serialize(keyed.key(), out);
    HitForm.write(keyed.hit(), out);
  }

  @Override
  public KeyedHit deserialize(DataInputView in) throws IOException {
    return new KeyedHit(KEYS.deserialize(in), HitForm.read(in));
  }

  @Override
  public KeyedHit deserialize(KeyedHit reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  @Override
  public TypeSerializerSnapshot<KeyedHit> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Ties a savepoint to this form of the bytes. */
  @SuppressWarnings("WeakerAccess") // Flink makes it by reflection
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyedHit> {
    public Snapshot() {
      super(KeyedHitSerializer::new);
    }
  }
}
