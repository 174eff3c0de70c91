package io.sealstream.evidence.format;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A row of a batch object, in Avro's binary encoding of {@code batch-row.avsc}. */
final class RowCodec {
  static final Schema SCHEMA = load();

  private RowCodec() {}

  private static Schema load() {
    try (InputStream in = RowCodec.class.getResourceAsStream("batch-row.avsc")) {
      if (in == null) {
        throw new IllegalStateException("batch-row.avsc is missing from the jar");
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(SealedRow row, Encoder out) throws IOException {
    SealableRecord record = row.record();
    ReceivedRecord received = record.received();
    out.writeLong(received.offset());
    out.writeInt(received.leaderEpoch());
    out.writeLong(received.timestampMillis());
    out.writeInt(received.timestampKind().code());
    out.writeString(record.tenant().value());
    out.writeInt(record.reason() == null ? 0 : record.reason().code());
    writeFacts(record.event(), out);
    writeNullable(received.key(), out);
    writeNullable(received.value(), out);
    writeHeaders(received.headers(), out);
    out.writeFixed(row.salts().join().unsafeArray());
    out.writeFixed(row.leaf().unsafeArray());
  }

  private static void writeFacts(SealableRecord.@Nullable EventFacts event, Encoder out)
      throws IOException {
    out.writeIndex(event == null ? 0 : 1);
    if (event == null) {
      out.writeNull();
      return;
    }
    out.writeString(event.id());
    out.writeLong(event.timeMillis());
    out.writeString(event.emitterId());
    out.writeLong(event.emitterEpoch());
    out.writeLong(event.emitterSequence());
    out.writeFixed(event.schemaSha256().unsafeArray());
  }

  private static void writeHeaders(List<RecordHeader> headers, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(headers.size());
    for (RecordHeader header : headers) {
      out.startItem();
      out.writeString(header.name());
      writeNullable(header.value(), out);
    }
    out.writeArrayEnd();
  }

  private static void writeNullable(@Nullable Bytes bytes, Encoder out) throws IOException {
    out.writeIndex(bytes == null ? 0 : 1);
    if (bytes == null) {
      out.writeNull();
    } else {
      out.writeBytes(bytes.unsafeArray());
    }
  }

  /** The batch says topic and partition; a row repeats its tenant, to show where it belongs. */
  static SealedRow read(BatchIdentity batch, AvroInput in) throws IOException {
    long offset = in.readLong();
    int leaderEpoch = in.readInt();
    long timestamp = in.readLong();
    TimestampKind kind = TimestampKind.of(in.readInt());
    TenantId tenant = new TenantId(in.readString());
    int reason = in.readInt();
    SealableRecord.EventFacts event = readFacts(in);
    Bytes key = readNullable(in);
    Bytes value = readNullable(in);
    List<RecordHeader> headers = readHeaders(in);
    Salts salts = Salts.split(in.readFixed(Salts.TOTAL_BYTES));
    Bytes leaf = in.readFixed(TreeHash.SIZE);
    ReceivedRecord received =
        new ReceivedRecord(
            batch.topic(),
            batch.partition(),
            offset,
            leaderEpoch,
            timestamp,
            kind,
            key,
            value,
            headers);
    RejectReason why = reason == 0 ? null : RejectReason.of(reason);
    return new SealedRow(new SealableRecord(received, tenant, why, event), salts, leaf);
  }

  private static SealableRecord.@Nullable EventFacts readFacts(AvroInput in) throws IOException {
    if (isNull(in)) {
      return null;
    }
    return new SealableRecord.EventFacts(
        in.readString(),
        in.readLong(),
        in.readString(),
        in.readLong(),
        in.readLong(),
        in.readFixed(TreeHash.SIZE),
        "",
        "");
  }

  private static List<RecordHeader> readHeaders(AvroInput in) throws IOException {
    List<RecordHeader> headers = new ArrayList<>();
    for (long n = in.readLong(); n != 0; n = in.readLong()) {
      if (n < 0) {
        throw new IOException("headers with a block size");
      }
      if (n > BatchLimits.MAX_HEADERS - headers.size()) {
        throw new EvidenceFormatException(
            VerdictCode.LIMIT, "a record has more than " + BatchLimits.MAX_HEADERS + " headers");
      }
      for (long i = 0; i < n; i++) {
        headers.add(new RecordHeader(in.readString(), readNullable(in)));
      }
    }
    return headers;
  }

  private static @Nullable Bytes readNullable(AvroInput in) throws IOException {
    return isNull(in) ? null : in.readBytes();
  }

  private static boolean isNull(AvroInput in) throws IOException {
    int branch = in.readInt();
    if (branch != 0 && branch != 1) {
      throw new IOException("no branch " + branch);
    }
    return branch == 0;
  }
}
