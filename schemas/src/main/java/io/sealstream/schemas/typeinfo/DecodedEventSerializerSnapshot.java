package io.sealstream.schemas.typeinfo;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The version of the outer form, and the snapshot of the event's own serializer. */
public final class DecodedEventSerializerSnapshot
    extends CompositeTypeSerializerSnapshot<DecodedEvent, DecodedEventSerializer> {
  private static final int V1 = 1;

  /** For Flink, which then reads the snapshot. */
  public DecodedEventSerializerSnapshot() {}

  DecodedEventSerializerSnapshot(DecodedEventSerializer serializer) {
    super(serializer);
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return V1;
  }

  @Override
  protected TypeSerializer<?>[] getNestedSerializers(DecodedEventSerializer outer) {
    return new TypeSerializer<?>[] {outer.events()};
  }

  @Override
  @SuppressWarnings("unchecked") // the one nested serializer that getNestedSerializers gave
  protected DecodedEventSerializer createOuterSerializerWithNestedSerializers(
      TypeSerializer<?>[] nested) {
    return new DecodedEventSerializer((TypeSerializer<AuditEvent>) nested[0]);
  }
}
