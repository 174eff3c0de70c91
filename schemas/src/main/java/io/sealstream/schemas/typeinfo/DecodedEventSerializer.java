package io.sealstream.schemas.typeinfo;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The event, topic, partition, offset, timestamp. */
final class DecodedEventSerializer extends TypeSerializer<DecodedEvent> {
  private static final long serialVersionUID = 1L;

  private final TypeSerializer<AuditEvent> events;

  DecodedEventSerializer(TypeSerializer<AuditEvent> events) {
    this.events = events;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<DecodedEvent> duplicate() {
    return new DecodedEventSerializer(events.duplicate());
  }

  @Override
  public DecodedEvent createInstance() {
    return new DecodedEvent(events.createInstance(), "", 0, 0, 0);
  }

  @Override
  public DecodedEvent copy(DecodedEvent from) {
    return from;
  }

  @Override
  public DecodedEvent copy(DecodedEvent from, DecodedEvent reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(DecodedEvent decoded, DataOutputView out) throws IOException {
    events.serialize(decoded.event(), out);
    StringValue.writeString(decoded.topic(), out);
    out.writeInt(decoded.partition());
    out.writeLong(decoded.offset());
    out.writeLong(decoded.timestampMillis());
  }

  @Override
  public DecodedEvent deserialize(DataInputView in) throws IOException {
    return new DecodedEvent(
        events.deserialize(in),
        StringValue.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong());
  }

  @Override
  public DecodedEvent deserialize(DecodedEvent reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    events.copy(from, to);
    StringValue.copyString(from, to);
    to.writeInt(from.readInt());
    to.writeLong(from.readLong());
    to.writeLong(from.readLong());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecodedEventSerializer that && events.equals(that.events);
  }

  @Override
  public int hashCode() {
    return events.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<DecodedEvent> snapshotConfiguration() {
    return new DecodedEventSerializerSnapshot(this);
  }

  TypeSerializer<AuditEvent> events() {
    return events;
  }
}
