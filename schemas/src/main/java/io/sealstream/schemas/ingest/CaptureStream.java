package io.sealstream.schemas.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Remembers what a parser reads ahead, so that a record's text can be cut out exactly as received.
 * Keeps at most one record and the parser's buffer; a longer record is forgotten.
 */
final class CaptureStream extends FilterInputStream {
  private static final int READ_AHEAD_BYTES = 64 * 1024;

  private final int maxRecordBytes;
  private byte[] window = new byte[READ_AHEAD_BYTES];
  private int length;

  /** Offset in the stream of the window's first byte. */
  private long base;

  CaptureStream(InputStream in, int maxRecordBytes) {
    super(in);
    this.maxRecordBytes = maxRecordBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int size) throws IOException {
    int count = super.read(into, offset, size);
    if (count > 0) {
      remember(into, offset, count);
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void remember(byte[] from, int offset, int count) {
    if (length + count > maxRecordBytes + READ_AHEAD_BYTES) {
      base += length;
      length = 0;
    }
    if (length + count > window.length) {
      window = Arrays.copyOf(window, Math.max(window.length * 2, length + count));
    }
    System.arraycopy(from, offset, window, length, count);
    length += count;
  }

  /** The text between two offsets; empty when it was too long to be kept. */
  Optional<String> cut(long from, long to) {
    if (from < base || to > base + length || to - from > maxRecordBytes) {
      return Optional.empty();
    }
    int size = Math.toIntExact(to - from);
    return Optional.of(
        new String(window, Math.toIntExact(from - base), size, StandardCharsets.UTF_8));
  }

  /** Lets go of what lies before the offset. */
  void forget(long before) {
    int drop = Math.toIntExact(Math.min(Math.max(before - base, 0), length));
    System.arraycopy(window, drop, window, 0, length - drop);
    length -= drop;
    base += drop;
  }
}
