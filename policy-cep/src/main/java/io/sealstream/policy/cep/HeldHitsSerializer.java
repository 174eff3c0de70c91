package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.HeldHits;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Hits that wait, in state: their number, then each by {@link HitSerializer}. */
public final class HeldHitsSerializer extends TypeSerializerSingleton<HeldHits> {
  /** For everyone: it has no state. */
  public static final HeldHitsSerializer INSTANCE = new HeldHitsSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VARIABLE = -1;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public HeldHits createInstance() {
    return new HeldHits();
  }

  @Override
  public HeldHits copy(HeldHits from) {
    HeldHits copy = new HeldHits();
    from.all().forEach(copy::add);
    return copy;
  }

  @Override
  public HeldHits copy(HeldHits from, HeldHits reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return VARIABLE;
  }

  @Override
  public void serialize(HeldHits held, DataOutputView target) throws IOException {
    List<Hit> hits = held.all();
    target.writeInt(hits.size());
    for (Hit hit : hits) {
      HitSerializer.INSTANCE.serialize(hit, target);
    }
  }

  @Override
  public HeldHits deserialize(DataInputView source) throws IOException {
    HeldHits held = new HeldHits();
    for (int left = source.readInt(); left > 0; left--) {
      held.add(HitSerializer.INSTANCE.deserialize(source));
    }
    return held;
  }

  @Override
  public HeldHits deserialize(HeldHits reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<HeldHits> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says which serializer wrote a state. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<HeldHits> {
    /** Flink makes it by reflection. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
