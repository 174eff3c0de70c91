package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The record, its tenant, then either the reason's code or, after a 0, the facts. */
final class SealableRecordSerializer extends TypeSerializerSingleton<SealableRecord> {
  private static final long serialVersionUID = 1L;
  private static final int HAS_FACTS = 0;
  private static final TypeSerializer<ReceivedRecord> RECEIVED =
      ReceivedRecordTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());
  private static final SealableRecord EMPTY =
      new SealableRecord(
          new ReceivedRecord("", 0, 0, -1, 0, TimestampKind.NONE, null, null, List.of()),
          TenantId.UNATTRIBUTED,
          RejectReason.TOMBSTONE,
          null);

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public SealableRecord createInstance() {
    return EMPTY;
  }

  @Override
  public SealableRecord copy(SealableRecord from) {
    return from;
  }

  @Override
  public SealableRecord copy(SealableRecord from, SealableRecord reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(SealableRecord record, DataOutputView out) throws IOException {
    RECEIVED.serialize(record.received(), out);
    StringValue.writeString(record.tenant().value(), out);
    EventFacts event = record.event();
    RejectReason reason = record.reason();
    out.writeByte(reason == null ? HAS_FACTS : reason.code());
    if (event == null) {
      return;
    }
    StringValue.writeString(event.id(), out);
    out.writeLong(event.timeMillis());
    StringValue.writeString(event.emitterId(), out);
    out.writeLong(event.emitterEpoch());
    out.writeLong(event.emitterSequence());
    out.writeInt(event.schemaSha256().size());
    out.write(event.schemaSha256().unsafeArray());
    StringValue.writeString(event.schemaText(), out);
    StringValue.writeString(event.recordClass(), out);
  }

  @Override
  public SealableRecord deserialize(DataInputView in) throws IOException {
    ReceivedRecord received = RECEIVED.deserialize(in);
    var tenant = new TenantId(StringValue.readString(in));
    int code = in.readUnsignedByte();
    return code == HAS_FACTS
        ? new SealableRecord(received, tenant, null, readFacts(in))
        : new SealableRecord(received, tenant, RejectReason.of(code), null);
  }

  private static EventFacts readFacts(DataInputView in) throws IOException {
    return new EventFacts(
        StringValue.readString(in),
        in.readLong(),
        StringValue.readString(in),
        in.readLong(),
        in.readLong(),
        readBytes(in),
        StringValue.readString(in),
        StringValue.readString(in));
  }

  private static Bytes readBytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return Bytes.wrap(bytes);
  }

  @Override
  public SealableRecord deserialize(SealableRecord reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  @Override
  public TypeSerializerSnapshot<SealableRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Ties state to this form of the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SealableRecord> {
    /** Flink makes it by reflection. */
    public Snapshot() {
      super(SealableRecordSerializer::new);
    }
  }
}
