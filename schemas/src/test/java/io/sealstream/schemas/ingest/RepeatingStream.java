package io.sealstream.schemas.ingest;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A long text that never lies in memory as a whole. */
final class RepeatingStream extends InputStream {
  private final Iterator<byte[]> pieces;
  private byte[] piece = new byte[0];
  private int at;

  RepeatingStream(String start, String middle, int times, String end) {
    byte[] repeated = middle.getBytes(StandardCharsets.UTF_8);
    this.pieces =
        Stream.of(
                Stream.of(start.getBytes(StandardCharsets.UTF_8)),
                IntStream.range(0, times).mapToObj(i -> repeated),
                Stream.of(end.getBytes(StandardCharsets.UTF_8)))
            .flatMap(parts -> parts)
            .iterator();
  }

  @Override
  public int read() {
    return available() == 0 ? -1 : piece[at++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int size) {
    int count = Math.min(size, available());
    System.arraycopy(piece, at, into, offset, count);
    at += count;
    return count == 0 && size > 0 ? -1 : count;
  }

  /** Takes up the next piece where the last one is used up; 0 at the end. */
  @Override
  public int available() {
    while (at == piece.length && pieces.hasNext()) {
      piece = pieces.next();
      at = 0;
    }
    return piece.length - at;
  }
}
