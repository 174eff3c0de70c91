package io.sealstream.policy;

import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.CorrelationState.Anchor;
import io.sealstream.policy.correlate.CorrelationState.Contents;
import io.sealstream.policy.correlate.CorrelationState.Kept;
import io.sealstream.policy.plan.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The key's values, how far the watermark has judged, then each hit, oldest first, with what it is
 * an anchor of. The indexes over them are made anew when they are first needed.
 *
 * <p>A state backend on the heap keeps the object and writes it for snapshots only; while one is
 * being written, the first access to each key copies its state. Others read and write the whole
 * state on each access.
 */
final class CorrelationStateSerializer extends TypeSerializer<CorrelationState> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<CorrelationState> duplicate() {
    return this;
  }

  @Override
  public CorrelationState createInstance() {
    return new CorrelationState(List.of());
  }

  @Override
  public CorrelationState copy(CorrelationState from) {
    return CorrelationState.of(from.contents());
  }

  @Override
  public CorrelationState copy(CorrelationState from, CorrelationState reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(CorrelationState state, DataOutputView out) throws IOException {
    Contents contents = state.contents();
    HitForm.writeTexts(contents.key(), out);
    out.writeLong(contents.judgedTo());
    out.writeInt(contents.hits().size());
    for (Kept kept : contents.hits()) {
      HitForm.write(kept.hit(), out);
      out.writeInt(kept.anchors().size());
      for (Anchor anchor : kept.anchors()) {
        out.writeInt(anchor.node());
        HitForm.writeTexts(anchor.group(), out);
      }
    }
  }

  @Override
  public CorrelationState deserialize(DataInputView in) throws IOException {
    List<String> key = HitForm.readTexts(in);
    long judgedTo = in.readLong();
    int count = in.readInt();
    List<Kept> hits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Hit hit = HitForm.read(in);
      hits.add(new Kept(hit, readAnchors(in)));
    }
    return CorrelationState.of(new Contents(key, judgedTo, hits));
  }

  private static List<Anchor> readAnchors(DataInputView in) throws IOException {
    int count = in.readInt();
    List<Anchor> anchors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int node = in.readInt();
      anchors.add(new Anchor(node, HitForm.readTexts(in)));
    }
    return anchors;
  }

  @Override
  public CorrelationState deserialize(CorrelationState reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CorrelationStateSerializer;
  }

  @Override
  public int hashCode() {
    return CorrelationStateSerializer.class.getName().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<CorrelationState> snapshotConfiguration() {
    return new CorrelationStateSerializerSnapshot();
  }
}
