package io.sealstream.sinks.search;

import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
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

/**
 * Tenant, id, document with its length, and the original record. A change of this form needs a new
 * class.
 */
final class SearchDocumentSerializer extends TypeSerializerSingleton<SearchDocument> {
  private static final long serialVersionUID = 1L;

  private final TypeSerializer<ReceivedRecord> records =
      ReceivedRecordTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());

  @Override
  public void serialize(SearchDocument document, DataOutputView out) throws IOException {
    StringValue.writeString(document.tenant().value(), out);
    StringValue.writeString(document.id(), out);
    out.writeInt(document.json().size());
    out.write(document.json().unsafeArray());
    records.serialize(document.origin(), out);
  }

  @Override
  public SearchDocument deserialize(DataInputView in) throws IOException {
    var tenant = new TenantId(StringValue.readString(in));
    String id = StringValue.readString(in);
    byte[] json = new byte[in.readInt()];
    in.readFully(json);
    return new SearchDocument(tenant, id, Bytes.wrap(json), records.deserialize(in));
  }

  @Override
  public SearchDocument deserialize(SearchDocument reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  @Override
  public SearchDocument copy(SearchDocument from) {
    return from;
  }

  @Override
  public SearchDocument copy(SearchDocument from, SearchDocument reuse) {
    return from;
  }

  @Override
  public SearchDocument createInstance() {
    var origin = new ReceivedRecord("", 0, 0, -1, 0, TimestampKind.NONE, null, null, List.of());
    return new SearchDocument(TenantId.UNATTRIBUTED, "", Bytes.EMPTY, origin);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<SearchDocument> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Ties a savepoint to this form of the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SearchDocument> {
    public Snapshot() {
      super(SearchDocumentSerializer::new);
    }
  }
}
