package io.sealstream.policy;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Tenant, policy, version, content hash, then the number of group values and each. A change of this
 * form needs a new class, and leaves behind all state under keys of the old one.
 */
final class CorrelationKeySerializer extends TypeSerializerSingleton<CorrelationKey> {
  private static final long serialVersionUID = 1L;
  private static final CorrelationKey EMPTY =
      new CorrelationKey("", new PolicyContent("", "", ""), List.of());

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public CorrelationKey createInstance() {
    return EMPTY;
  }

  @Override
  public CorrelationKey copy(CorrelationKey from) {
    return from;
  }

  @Override
  public CorrelationKey copy(CorrelationKey from, CorrelationKey reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(CorrelationKey key, DataOutputView out) throws IOException {
    StringValue.writeString(key.tenant(), out);
    out.write(key.policy().form());
    HitForm.writeTexts(key.group(), out);
  }

  @Override
  public CorrelationKey deserialize(DataInputView in) throws IOException {
    return new CorrelationKey(
        StringValue.readString(in),
        new PolicyContent(
            StringValue.readString(in), StringValue.readString(in), StringValue.readString(in)),
        HitForm.readTexts(in));
  }

  @Override
  public CorrelationKey deserialize(CorrelationKey reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  @Override
  public TypeSerializerSnapshot<CorrelationKey> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Ties a savepoint to this form of the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CorrelationKey> {
    /** Flink makes it by reflection. */
    public Snapshot() {
      super(CorrelationKeySerializer::new);
    }
  }
}
