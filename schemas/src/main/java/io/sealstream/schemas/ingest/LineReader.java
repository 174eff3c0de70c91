package io.sealstream.schemas.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One record a line; blank lines are passed over. */
final class LineReader implements RecordReader {
  private final InputStream in;
  private final int maxRecordBytes;
  private final byte[] buffer = new byte[64 * 1024];
  private int at;
  private int filled;
  private int line;

  LineReader(InputStream in, int maxRecordBytes) {
    this.in = in;
    this.maxRecordBytes = maxRecordBytes;
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    while (fill()) {
      line++;
      var bytes = new ByteArrayOutputStream();
      boolean tooLong = !readLine(bytes);
      if (tooLong) {
        return Optional.of(
            new RawRecord.Unreadable(line, "longer than " + maxRecordBytes + " bytes; skipped"));
      }
      Optional<RawRecord> found = record(bytes.toByteArray());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<RawRecord> record(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String json = text.strip();
      return json.isEmpty() ? Optional.empty() : Optional.of(new RawRecord.Text(line, json));
    } catch (CharacterCodingException e) {
      return Optional.of(new RawRecord.Unreadable(line, "not valid UTF-8"));
    }
  }

  /** Reads to the end of the line; false when it is longer than allowed and was passed over. */
  private boolean readLine(ByteArrayOutputStream bytes) throws IOException {
    boolean fits = true;
    while (fill()) {
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      fits = fits && bytes.size() + end - at <= maxRecordBytes;
      if (fits) {
        bytes.write(buffer, at, end - at);
      }
      at = end + 1;
      if (end < filled) {
        return fits;
      }
    }
    return fits;
  }

  /** Whether there is a byte to read. */
  private boolean fill() throws IOException {
    while (at >= filled) {
      filled = in.read(buffer);
      at = 0;
      if (filled < 0) {
        filled = 0;
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
