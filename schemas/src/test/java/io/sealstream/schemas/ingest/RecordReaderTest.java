package io.sealstream.schemas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  @Test
  void oneRecordALineIsReadWithItsLineNumber() throws IOException {
    assertThat(read("{\"a\":1}\n\n  {\"a\":2}  \r\n{\"a\":3}"))
        .containsExactly(text(1, "{\"a\":1}"), text(3, "{\"a\":2}"), text(4, "{\"a\":3}"));
  }

  @Test
  void aBrokenLineSpoilsOnlyItself() throws IOException {
    assertThat(read("{\"a\":\n{\"a\":2}\nrubbish\n{\"a\":3}\n"))
        .containsExactly(
            text(1, "{\"a\":"), text(2, "{\"a\":2}"), text(3, "rubbish"), text(4, "{\"a\":3}"));
  }

  @Test
  void recordsAreCutOutOfAnArrayExactlyAsTheyWereReceived() throws IOException {
    String odd = "{ \"n\" : 1.0e+2, \"u\":\"\\u00e9é\",\n \"deep\": {\"x\":[1,{}]} }";
    assertThat(read("[" + odd + ",\n{\"b\":2}, 7]"))
        .containsExactly(
            text(1, odd), text(3, "{\"b\":2}"), new RawRecord.Unreadable(3, "not a JSON object"));
  }

  @Test
  void theRecordsOfACloudTrailFileAreItsElements() throws IOException {
    assertThat(read("{\"Records\": [{\"a\":1},\n{\"a\":2}], \"more\": {\"c\": [1]}}"))
        .containsExactly(text(1, "{\"a\":1}"), text(2, "{\"a\":2}"));
  }

  @Test
  void filesOfRecordsThatWereJoinedAreReadOneAfterAnother() throws IOException {
    assertThat(read("{\"Records\":[{\"a\":1}]}\n{\"Records\":[]}\n{\"Records\":[{\"a\":2}]}\n"))
        .containsExactly(text(1, "{\"a\":1}"), text(3, "{\"a\":2}"));
  }

  @Test
  void oneObjectOverSeveralLinesIsOneRecord() throws IOException {
    assertThat(read("{\n  \"a\": 1\n}\n")).containsExactly(text(1, "{\n  \"a\": 1\n}"));
  }

  @Test
  void arraysThatBreakKeepWhatCameBefore() throws IOException {
    assertThat(read("[{\"a\":1},\n{\"a\":"))
        .containsExactly(
            text(1, "{\"a\":1}"),
            new RawRecord.Unreadable(2, "not valid JSON; the rest of this input was not read"));
  }

  @Test
  void gzipIsKnownByItsBytesAndAByteOrderMarkIsPassedOver() throws IOException {
    byte[] plain = "\ufeff{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);
    assertThat(read(new ByteArrayInputStream(gzip(plain)))).containsExactly(text(1, "{\"a\":1}"));
  }

  @Test
  void aCutOffGzipIsAnErrorOfTheInput() throws IOException {
    byte[] whole = gzip("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    assertThatThrownBy(() -> read(new ByteArrayInputStream(cut))).isInstanceOf(IOException.class);
  }

  @Test
  void bytesThatAreNotUtf8AreReportedAndPassedOver() throws IOException {
    byte[] bytes = {'{', '}', '\n', '"', (byte) 0xff, '\n', '{', '}'};
    assertThat(read(new ByteArrayInputStream(bytes)))
        .containsExactly(
            text(1, "{}"), new RawRecord.Unreadable(2, "not valid UTF-8"), text(3, "{}"));
  }

  @Test
  void recordsAboveTheLimitAreReportedInEitherShape() throws IOException {
    String big = "{\"a\":\"" + "x".repeat(RecordReader.MAX_RECORD_BYTES) + "\"}";
    assertThat(read(big + "\n{\"a\":1}\n")).hasSize(2).element(1).isEqualTo(text(2, "{\"a\":1}"));
    assertThat(read("[" + big + ",{\"a\":1}]"))
        .hasSize(2)
        .element(1)
        .isEqualTo(text(1, "{\"a\":1}"));
  }

  @Test
  void anArrayFarLargerThanTheWindowIsStreamed() throws IOException {
    String element = "{\"a\":\"" + "y".repeat(1000) + "\"},\n";
    int count = 40_000;
    InputStream endless = new RepeatingStream("[", element, count, "{\"last\":true}]");
    int found = 0;
    RawRecord last = text(0, "");
    try (RecordReader reader = RecordReader.open(endless)) {
      for (Optional<RawRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        found++;
        last = next.get();
      }
    }
    assertThat(found).isEqualTo(count + 1);
    assertThat(last).isEqualTo(text(count + 1, "{\"last\":true}"));
  }

  private static RawRecord text(int line, String json) {
    return new RawRecord.Text(line, json);
  }

  private static List<RawRecord> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<RawRecord> read(InputStream in) throws IOException {
    List<RawRecord> found = new ArrayList<>();
    try (RecordReader reader = RecordReader.open(in)) {
      for (Optional<RawRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        found.add(next.get());
      }
    }
    return found;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
