package io.sealstream.evidence.format;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads an object once, hashing every byte, and never more than the limit. */
final class BoundedObjectStream {
  private final InputStream in;
  private final long limit;
  private final MessageDigest digest = TreeHash.sha256();
  private long count;

  BoundedObjectStream(InputStream in, long limit) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.limit = limit;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      digest.update((byte) next);
      counted(1);
    }
    return next;
  }

  byte[] readExactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    digest.update(bytes);
    counted(bytes.length);
    if (bytes.length < size) {
      throw new EOFException("the object ends early");
    }
    return bytes;
  }

  /** Avro's variable-length number, zig-zag. */
  long readLong() throws IOException {
    byte[] raw = new byte[10];
    for (int i = 0; i < raw.length; i++) {
      int next = read();
      if (next < 0) {
        throw new EOFException("the object ends early");
      }
      raw[i] = (byte) next;
      if (next < 0x80) {
        return new AvroInput(Arrays.copyOf(raw, i + 1)).readLong();
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  /** Reads what is left and gives the hash of the whole object. */
  Bytes sha256() throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      counted(n);
    }
    return Bytes.wrap(digest.digest());
  }

  private void counted(int n) {
    count += n;
    if (count > limit) {
      throw new EvidenceFormatException(
          VerdictCode.LIMIT, "the object has more than " + limit + " bytes");
    }
  }
}
