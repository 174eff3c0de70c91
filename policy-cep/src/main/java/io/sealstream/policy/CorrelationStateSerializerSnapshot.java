package io.sealstream.policy;

import io.sealstream.policy.correlate.CorrelationState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The version of the form in which a savepoint holds what correlations remember. */
public final class CorrelationStateSerializerSnapshot
    implements TypeSerializerSnapshot<CorrelationState> {
  private static final int V1 = 1;

  /** For Flink, which then calls {@link #readSnapshot}. */
  public CorrelationStateSerializerSnapshot() {}

  @Override
  public int getCurrentVersion() {
    return V1;
  }

  @Override
  public void writeSnapshot(DataOutputView out) {}

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    if (version != V1) {
      throw new IOException(
          "the savepoint holds correlations in version " + version + ", newest known " + V1);
    }
  }

  @Override
  public TypeSerializer<CorrelationState> restoreSerializer() {
    return new CorrelationStateSerializer();
  }

  @Override
  public TypeSerializerSchemaCompatibility<CorrelationState> resolveSchemaCompatibility(
      TypeSerializerSnapshot<CorrelationState> older) {
    return older instanceof CorrelationStateSerializerSnapshot
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
