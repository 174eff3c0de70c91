package io.sealstream.evidence.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchObjectTest {
  private static final BatchIdentity BATCH =
      new BatchIdentity(TenantId.UNATTRIBUTED, "standard", "audit.events", 3);
  private static final String KEY =
      ArchiveLayout.batch(BATCH, Instant.parse("2026-11-24T23:59:59Z"), 5, "run-0");
  private static final SaltSource SALTS = count -> Bytes.wrap(new byte[count]);

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    UnsequencedHead head = write(out);
    BatchReader reader =
        new BatchReader(new ByteArrayInputStream(out.toByteArray()), BatchLimits.DEFAULT);

    assertThat(reader.open(BATCH)).isEqualTo(KEY);
    List<SealableRecord> read = new ArrayList<>();
    for (Optional<SealedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
      assertThat(row.get().entry(BATCH).leaf()).isEqualTo(row.get().leaf());
      read.add(row.get().record());
    }
    assertThat(read).isEqualTo(records());
    assertThat(reader.sha256()).isEqualTo(head.objectSha256());
    assertThat(head.from()).isEqualTo(5);
    assertThat(head.to()).isEqualTo(9);
    assertThat(head.count()).isEqualTo(3);
    assertThat(head.undecodable()).isEqualTo(3);
  }

  @Test
  void theSameRecordsAndSaltsGiveTheSameBytes() throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();

    assertThat(write(first)).isEqualTo(write(second));
    assertThat(first.toByteArray()).isEqualTo(second.toByteArray());
  }

  @Test
  void anyAvroReaderReadsIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var unused = write(out);
    try (DataFileStream<GenericRecord> file =
        new DataFileStream<>(
            new ByteArrayInputStream(out.toByteArray()), new GenericDatumReader<>())) {
      GenericRecord row = file.next();

      assertThat(row.get("offset")).isEqualTo(5L);
      assertThat(row.get("tenant")).hasToString("_unattributed");
      assertThat(row.get("value")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    }
  }

  @Test
  void nullAndEmptyHaveDifferentLeaves() {
    Salts salts = Salts.from(SALTS);
    Bytes none = Entry.of(BATCH, record(5, null, null), salts).leaf();
    Bytes emptyKey = Entry.of(BATCH, record(5, Bytes.EMPTY, null), salts).leaf();
    Bytes emptyValue = Entry.of(BATCH, record(5, null, Bytes.EMPTY), salts).leaf();

    assertThat(List.of(none, emptyKey, emptyValue)).doesNotHaveDuplicates();
    assertThat(EntryCodec.headers(List.of(new RecordHeader("a", null))))
        .isNotEqualTo(EntryCodec.headers(List.of(new RecordHeader("a", Bytes.EMPTY))));
  }

  @Test
  void aRecordOutOfOrderIsRefused() throws IOException {
    BatchWriter writer = new BatchWriter(new ByteArrayOutputStream(), BATCH, KEY, SALTS);
    writer.add(record(5, null, null));

    assertThatThrownBy(() -> writer.add(record(5, null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("audit.events-3@5");
  }

  @Test
  void anUnsequencedHeadSurvivesItsBytes() throws IOException {
    UnsequencedHead head = write(new ByteArrayOutputStream());
    SealedSchema schema = new SealedSchema(4, TreeHash.ZERO, "{\"type\":\"string\"}");
    UnsequencedHead withSchema =
        new UnsequencedHead(
            head.identity(),
            5,
            9,
            3,
            3,
            2,
            -7,
            8,
            -1,
            4,
            TreeHash.ZERO,
            KEY,
            TreeHash.ZERO,
            List.of(schema));

    assertThat(UnsequencedHead.decode(withSchema.encode())).isEqualTo(withSchema);
    assertThatThrownBy(() -> UnsequencedHead.decode(Bytes.fromHex("7f")))
        .hasMessageContaining("version 127, newest known 1");
  }

  private static UnsequencedHead write(ByteArrayOutputStream out) throws IOException {
    BatchWriter writer = new BatchWriter(out, BATCH, KEY, SALTS);
    for (SealableRecord record : records()) {
      writer.add(record);
    }
    return writer.finish();
  }

  private static List<SealableRecord> records() {
    return List.of(
        record(5, null, Bytes.fromHex("0102")),
        record(6, Bytes.EMPTY, Bytes.EMPTY),
        record(8, Bytes.utf8("key"), null));
  }

  private static SealableRecord record(long offset, @Nullable Bytes key, @Nullable Bytes value) {
    ReceivedRecord received =
        new ReceivedRecord(
            "audit.events",
            3,
            offset,
            -1,
            1_764_000_000_000L,
            TimestampKind.CREATE_TIME,
            key,
            value,
            List.of(new RecordHeader("h", null), new RecordHeader("h", Bytes.utf8("v"))));
    return new SealableRecord(received, TenantId.UNATTRIBUTED, RejectReason.BAD_MAGIC, null);
  }
}
