package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Streams over JSON values: the elements of arrays and of {@code Records}, and other objects whole.
 * JSON that is broken ends the input, because nothing says where the next record would begin.
 */
final class ValueReader implements RecordReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final CaptureStream capture;
  private final JsonParser parser;
  private final int maxRecordBytes;
  private boolean inArray;
  private boolean inRecordsObject;
  private boolean broken;

  ValueReader(InputStream in, int maxRecordBytes) throws IOException {
    this.capture = new CaptureStream(in, maxRecordBytes);
    this.maxRecordBytes = maxRecordBytes;
    this.parser = JSON.createParser(capture);
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    if (broken) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(advance());
    } catch (JsonProcessingException e) {
      broken = true;
      return Optional.of(
          new RawRecord.Unreadable(
              e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
              "not valid JSON; the rest of this input was not read"));
    }
  }

  private @Nullable RawRecord advance() throws IOException {
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return null;
      }
      if (token == JsonToken.END_ARRAY) {
        inArray = false;
      } else if (inRecordsObject && !inArray) {
        leaveRecordsObject(token);
      } else if (token == JsonToken.START_ARRAY && !inArray) {
        inArray = true;
      } else {
        RawRecord found = value(token);
        if (found != null) {
          return found;
        }
      }
    }
  }

  /** After the records themselves, what else the object holds is passed over. */
  private void leaveRecordsObject(JsonToken token) throws IOException {
    if (token == JsonToken.END_OBJECT) {
      inRecordsObject = false;
    } else {
      parser.skipChildren();
    }
  }

  private @Nullable RawRecord value(JsonToken token) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    long from = parser.currentTokenLocation().getByteOffset();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new RawRecord.Unreadable(line, "not a JSON object");
    }
    capture.forget(from);
    JsonToken first = parser.nextToken();
    if (!inArray && first == JsonToken.FIELD_NAME && parser.currentName().equals("Records")) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        inArray = true;
        inRecordsObject = true;
        return null;
      }
      parser.skipChildren();
      first = parser.nextToken();
    }
    for (JsonToken next = first; next != JsonToken.END_OBJECT; next = parser.nextToken()) {
      if (next == null) {
        throw new JsonEOFException(parser, null, "cut off");
      }
      parser.skipChildren();
    }
    return cut(line, from, parser.currentLocation().getByteOffset());
  }

  private RawRecord cut(int line, long from, long to) {
    return capture
        .cut(from, to)
        .<RawRecord>map(json -> new RawRecord.Text(line, json))
        .orElseGet(
            () ->
                new RawRecord.Unreadable(
                    line, "longer than " + maxRecordBytes + " bytes, or not UTF-8; skipped"));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
