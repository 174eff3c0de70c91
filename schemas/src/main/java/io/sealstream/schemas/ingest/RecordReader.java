package io.sealstream.schemas.ingest;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads the records of one input, whatever its shape: JSON lines, one array, {@code {"Records":
 * [...]}}, a single object, or several of the last three after one another; plain or gzip (known by
 * its first bytes). Memory is bounded by one record. Text is UTF-8.
 *
 * <p>Not for several threads.
 */
public interface RecordReader extends Closeable {

  /** The largest record that is taken. */
  int MAX_RECORD_BYTES = 16 * 1024 * 1024;

  /**
   * The next piece, or empty at the end.
   *
   * @throws IOException when the input itself cannot be read on, for instance a cut-off gzip
   */
  Optional<RawRecord> next() throws IOException;

  /** Looks at the beginning of the stream and chooses the shape. Takes the stream over. */
  static RecordReader open(InputStream stream) throws IOException {
    InputStream plain = plain(stream);
    byte[] start = plain.readNBytes(Shape.PEEK_BYTES);
    int skip = Shape.byteOrderMark(start);
    InputStream whole =
        new SequenceInputStream(new ByteArrayInputStream(start, skip, start.length - skip), plain);
    return switch (Shape.of(start, skip)) {
      case LINES -> new LineReader(whole, MAX_RECORD_BYTES);
      case VALUES -> new ValueReader(whole, MAX_RECORD_BYTES);
    };
  }

  private static InputStream plain(InputStream stream) throws IOException {
    var pushback = new PushbackInputStream(new BufferedInputStream(stream), 2);
    byte[] magic = pushback.readNBytes(2);
    pushback.unread(magic);
    boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
    return gzip ? new BufferedInputStream(new GZIPInputStream(pushback)) : pushback;
  }
}
