package io.sealstream.schemas.typeinfo;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Topic, partition, offset, leader epoch, timestamp, its kind, key, value, headers. Bytes carry
 * their length, -1 for null. A change of this form needs a new class: the snapshot is tied to it.
 */
final class ReceivedRecordSerializer extends TypeSerializerSingleton<ReceivedRecord> {
  private static final long serialVersionUID = 1L;
  private static final int NULL = -1;
  private static final ReceivedRecord EMPTY =
      new ReceivedRecord("", 0, 0, -1, 0, TimestampKind.NONE, null, null, List.of());

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public ReceivedRecord createInstance() {
    return EMPTY;
  }

  @Override
  public ReceivedRecord copy(ReceivedRecord from) {
    return from;
  }

  @Override
  public ReceivedRecord copy(ReceivedRecord from, ReceivedRecord reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(ReceivedRecord record, DataOutputView out) throws IOException {
    StringValue.writeString(record.topic(), out);
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeInt(record.leaderEpoch());
    out.writeLong(record.timestampMillis());
    out.writeByte(record.timestampKind().code());
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    out.writeInt(record.headers().size());
    for (RecordHeader header : record.headers()) {
      StringValue.writeString(header.name(), out);
      writeBytes(header.value(), out);
    }
  }

  @Override
  public ReceivedRecord deserialize(DataInputView in) throws IOException {
    return new ReceivedRecord(
        StringValue.readString(in),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        TimestampKind.of(in.readByte()),
        readBytes(in),
        readBytes(in),
        readHeaders(in));
  }

  @Override
  public ReceivedRecord deserialize(ReceivedRecord reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  private static List<RecordHeader> readHeaders(DataInputView in) throws IOException {
    int count = in.readInt();
    List<RecordHeader> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new RecordHeader(StringValue.readString(in), readBytes(in)));
    }
    return headers;
  }

  private static void writeBytes(@Nullable Bytes bytes, DataOutputView out) throws IOException {
    if (bytes == null) {
      out.writeInt(NULL);
      return;
    }
    out.writeInt(bytes.size());
    out.write(bytes.unsafeArray());
  }

  private static @Nullable Bytes readBytes(DataInputView in) throws IOException {
    int size = in.readInt();
    if (size == NULL) {
      return null;
    }
    byte[] bytes = new byte[size];
    in.readFully(bytes);
    return Bytes.wrap(bytes);
  }

  @Override
  public TypeSerializerSnapshot<ReceivedRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Ties a savepoint to this form of the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReceivedRecord> {
    /** Flink makes it by reflection. */
    public Snapshot() {
      super(ReceivedRecordSerializer::new);
    }
  }
}
