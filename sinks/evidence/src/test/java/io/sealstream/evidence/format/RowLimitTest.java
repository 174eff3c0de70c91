package io.sealstream.evidence.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the writer takes is what the reader takes, up to the last byte. */
class RowLimitTest {
  private static final BatchIdentity BATCH =
      new BatchIdentity(TenantId.UNATTRIBUTED, "standard", "audit.events", 3);
  private static final String KEY =
      ArchiveLayout.batch(BATCH, Instant.parse("2026-11-24T10:00:00Z"), 0, "run-0");

  /** Of the sample rows below, beside the value: numbers, tenant, salts and leaf. */
  private static final int ROW_FRAME = frame();

  private static Bytes incompressible(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private static SealableRecord record(long offset, Bytes value, List<RecordHeader> headers) {
    var received =
        new ReceivedRecord(
            BATCH.topic(),
            3,
            offset,
            1,
            1_795_000_000_000L,
            TimestampKind.CREATE_TIME,
            null,
            value,
            headers);
    return new SealableRecord(received, TenantId.UNATTRIBUTED, RejectReason.TOO_LARGE, null);
  }

  /** Measured on a row of the limit's order, so that its length takes as many bytes. */
  private static int frame() {
    var out = new ByteArrayOutputStream();
    int value = BatchLimits.MAX_ROW_BYTES - 4_096;
    try {
      var encoder = org.apache.avro.io.EncoderFactory.get().directBinaryEncoder(out, null);
      var salts = Salts.from(count -> Bytes.wrap(new byte[count]));
      var record = record(1, Bytes.wrap(new byte[value]), List.of());
      RowCodec.write(new SealedRow(record, salts, Bytes.wrap(new byte[32])), encoder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.size() - value;
  }

  private static BatchWriter writer(ByteArrayOutputStream out) throws IOException {
    return new BatchWriter(out, BATCH, KEY, count -> Bytes.wrap(new byte[count]));
  }

  private static int readBack(ByteArrayOutputStream out) throws IOException {
    var reader = new BatchReader(new ByteArrayInputStream(out.toByteArray()), BatchLimits.DEFAULT);
    assertThat(reader.open(BATCH)).isEqualTo(KEY);
    int rows = 0;
    for (Optional<SealedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
      assertThat(row.get().entry(BATCH).leaf()).isEqualTo(row.get().leaf());
      rows++;
    }
    return rows;
  }

  @Test
  void theLargestRowIsReadEvenBehindAlmostAFullBlockAndIncompressible() throws IOException {
    var out = new ByteArrayOutputStream();
    BatchWriter writer = writer(out);
    writer.add(record(0, incompressible(63_000), List.of()));
    writer.add(record(1, incompressible(BatchLimits.MAX_ROW_BYTES - ROW_FRAME), List.of()));
    writer.add(record(2, Bytes.utf8("after"), List.of()));
    var unused = writer.finish();

    assertThat(readBack(out)).isEqualTo(3);
  }

  @Test
  void oneByteMoreIsRefusedWithItsPlaceAndSizeAndTheBatchGoesOn() throws IOException {
    var out = new ByteArrayOutputStream();
    BatchWriter writer = writer(out);
    writer.add(record(0, Bytes.utf8("before"), List.of()));
    int size = BatchLimits.MAX_ROW_BYTES - ROW_FRAME + 1;

    assertThatThrownBy(() -> writer.add(record(1, Bytes.wrap(new byte[size]), List.of())))
        .isInstanceOf(UnsealableRecordException.class)
        .hasMessageContaining("audit.events-3, offset 1, has %d bytes", size)
        .hasMessageContaining("kafka-delete-records.sh (offset 2)");
    writer.add(record(2, Bytes.utf8("after"), List.of()));
    assertThat(writer.finish().count()).isEqualTo(2);
    assertThat(readBack(out)).isEqualTo(2);
  }

  @Test
  void aHugeHeaderCountsLikeAHugeValue() throws IOException {
    BatchWriter writer = writer(new ByteArrayOutputStream());
    var header = new RecordHeader("h", Bytes.wrap(new byte[BatchLimits.MAX_ROW_BYTES]));

    assertThatThrownBy(() -> writer.add(record(0, Bytes.EMPTY, List.of(header))))
        .isInstanceOf(UnsealableRecordException.class)
        .hasMessageContaining("has %d bytes", BatchLimits.MAX_ROW_BYTES + 1);
  }

  @Test
  void asManyHeadersAsAreReadAreWrittenAndNotOneMore() throws IOException {
    var out = new ByteArrayOutputStream();
    BatchWriter writer = writer(out);
    var header = new RecordHeader("", null);
    writer.add(record(0, Bytes.EMPTY, Collections.nCopies(BatchLimits.MAX_HEADERS, header)));
    var more = record(1, Bytes.EMPTY, Collections.nCopies(BatchLimits.MAX_HEADERS + 1, header));

    assertThatThrownBy(() -> writer.add(more)).isInstanceOf(UnsealableRecordException.class);
    var unused = writer.finish();
    assertThat(readBack(out)).isEqualTo(1);
  }
}
