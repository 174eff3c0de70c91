package io.sealstream.evidence.format;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of an entry: fixed order, big-endian, text as a 32-bit length and UTF-8. The layout is
 * written down in {@code docs/evidence-format.md}; a change takes a new version byte.
 */
public final class EntryCodec {
  static final int VERSION = 1;
  private static final int EVENT = 1;
  private static final int REJECTED = 2;
  private static final int KEY_PRESENT = 1;
  private static final int VALUE_PRESENT = 2;
  private static final int NO_FIELD_ROOT = 0;

  private EntryCodec() {}

  /** The entry's only encoding. */
  public static Bytes encode(Entry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
    try {
      write(entry, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  private static void write(Entry entry, DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(entry.reasonCode() == 0 ? EVENT : REJECTED);
    out.writeByte(
        (entry.keyPresent() ? KEY_PRESENT : 0) | (entry.valuePresent() ? VALUE_PRESENT : 0));
    text(out, entry.batch().tenant().value());
    text(out, entry.batch().tier());
    text(out, entry.batch().topic());
    out.writeInt(entry.batch().partition());
    out.writeLong(entry.offset());
    out.writeInt(entry.leaderEpoch());
    out.writeLong(entry.timestampMillis());
    out.writeByte(entry.timestampKind().code());
    out.writeShort(entry.reasonCode());
    text(out, entry.eventId());
    out.writeLong(entry.eventTimeMillis());
    text(out, entry.emitterId());
    out.writeLong(entry.emitterEpoch());
    out.writeLong(entry.emitterSequence());
    hash(out, entry.schemaSha256());
    text(out, entry.keyReference());
    hash(out, entry.valueCommitment());
    hash(out, entry.keyCommitment());
    hash(out, entry.headersCommitment());
    out.writeByte(NO_FIELD_ROOT);
  }

  /**
   * Reads an entry.
   *
   * @throws EvidenceFormatException with NON_CANONICAL unless these are exactly an entry's bytes
   */
  public static Entry decode(Bytes bytes) {
    Entry entry;
    try {
      entry = read(new DataInputStream(new ByteArrayInputStream(bytes.unsafeArray())));
    } catch (IOException | IllegalArgumentException e) {
      throw new EvidenceFormatException(VerdictCode.NON_CANONICAL, "not an entry");
    }
    if (!encode(entry).equals(bytes)) {
      throw new EvidenceFormatException(VerdictCode.NON_CANONICAL, "not an entry's own encoding");
    }
    return entry;
  }

  private static Entry read(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("unknown entry version");
    }
    in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    BatchIdentity batch =
        new BatchIdentity(new TenantId(text(in)), text(in), text(in), in.readInt());
    return new Entry(
        batch,
        in.readLong(),
        in.readInt(),
        in.readLong(),
        TimestampKind.of(in.readUnsignedByte()),
        in.readUnsignedShort(),
        text(in),
        in.readLong(),
        text(in),
        in.readLong(),
        in.readLong(),
        hash(in),
        text(in),
        (flags & KEY_PRESENT) != 0,
        (flags & VALUE_PRESENT) != 0,
        hash(in),
        hash(in),
        hash(in));
  }

  /** The bytes that the commitment to the headers is over: order, repeats and nulls included. */
  public static Bytes headers(List<RecordHeader> headers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(headers.size());
      for (RecordHeader header : headers) {
        Bytes value = header.value();
        byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
        out.writeInt(value == null ? -1 : value.size());
        out.write(value == null ? new byte[0] : value.unsafeArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > in.available()) {
      throw new EOFException("the entry ends within a text");
    }
    return new String(exactly(in, size), StandardCharsets.UTF_8);
  }

  private static void hash(DataOutputStream out, Bytes hash) throws IOException {
    if (hash.size() != TreeHash.SIZE) {
      throw new IllegalArgumentException("a hash of " + hash.size() + " bytes");
    }
    out.write(hash.unsafeArray());
  }

  private static Bytes hash(DataInputStream in) throws IOException {
    return Bytes.wrap(exactly(in, TreeHash.SIZE));
  }

  private static byte[] exactly(DataInputStream in, int size) throws IOException {
    byte[] bytes = new byte[size];
    in.readFully(bytes);
    return bytes;
  }
}
