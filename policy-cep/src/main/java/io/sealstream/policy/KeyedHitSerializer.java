package io.sealstream.policy;

import io.sealstream.policy.plan.Hit;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * How hits travel from task to task: tenant, the policy's hash code and the number and the bytes of
 * its content, the group, then the hit. No savepoint holds any; an unaligned checkpoint holds those
 * that are under way, and only the build that took it reads them. Of the policies that were named
 * last, what was read is kept, so that keys of one policy share its content. For one thread.
 */
final class KeyedHitSerializer extends TypeSerializerSingleton<KeyedHit> {
  private static final long serialVersionUID = 1L;
  private static final KeyedHit EMPTY =
      new KeyedHit(
          new CorrelationKey("", new PolicyContent("", "", ""), List.of()),
          new Hit("", 0, "", 0, 0, 0, List.of()));

  /** A power of two. */
  private static final int REMEMBERED = 1 << 12;

  private transient @Nullable PolicyContent @Nullable [] remembered;
  private transient byte @Nullable [] buffer;

  /** Another one: each thread has its own. */
  @Override
  public KeyedHitSerializer duplicate() {
    return new KeyedHitSerializer();
  }

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
    CorrelationKey key = keyed.key();
    StringValue.writeString(key.tenant(), out);
    byte[] policy = key.policy().form();
    out.writeInt(key.policy().hashCode());
    out.writeInt(policy.length);
    out.write(policy);
    HitForm.writeTexts(key.group(), out);
    HitForm.write(keyed.hit(), out);
  }

  @Override
  public KeyedHit deserialize(DataInputView in) throws IOException {
    String tenant = StringValue.readString(in);
    PolicyContent policy = policy(in);
    return new KeyedHit(
        new CorrelationKey(tenant, policy, HitForm.readTexts(in)), HitForm.read(in));
  }

  private PolicyContent policy(DataInputView in) throws IOException {
    int place = in.readInt() & (REMEMBERED - 1);
    int length = in.readInt();
    byte[] form = buffer;
    if (form == null || form.length < length) {
      form = new byte[length];
      buffer = form;
    }
    in.readFully(form, 0, length);
    @Nullable PolicyContent[] known = remembered;
    if (known == null) {
      known = new @Nullable PolicyContent[REMEMBERED];
      remembered = known;
    }
    PolicyContent last = known[place];
    if (last != null && last.isOf(form, length)) {
      return last;
    }
    PolicyContent read = PolicyContent.ofForm(Arrays.copyOf(form, length));
    known[place] = read;
    return read;
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

  /** Flink wants one of each serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyedHit> {
    /** Flink makes it by reflection. */
    public Snapshot() {
      super(KeyedHitSerializer::new);
    }
  }
}
