package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The attacks on objects, by somebody without a key. Numbers are those of the table of attacks. */
class ForgedObjectTest {
  private final SampleArchive archive = honest();
  private final Forger forger = new Forger(archive.store);
  private final NamedHead acme = forger.head(1, "acme", 0);

  private static SampleArchive honest() {
    try {
      return SampleArchive.honest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a01FlippingOnePayloadByteNamesTheEvent() throws IOException {
    forger.rewrite(acme, rows -> change(rows, 1, value -> flip(value, value.size() - 1)));

    assertThat(archive.verify().problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(VerdictCode.PAYLOAD_HASH);
              assertThat(problem.where()).endsWith(".avro offset 2 event evt-0-2");
            });
    expect(VerdictCode.PAYLOAD_HASH, VerdictCode.OBJECT_HASH, VerdictCode.HEAD_ROOT);
  }

  @Test
  void a02AnotherEncodingOfTheSameValue() throws IOException {
    // The id's length as a two-byte number: Avro reads the same value.
    forger.rewrite(acme, rows -> change(rows, 0, ForgedObjectTest::reencoded));

    expect(VerdictCode.PAYLOAD_HASH);
  }

  @Test
  void a03AnotherSchemasHash() throws IOException {
    forger.rewrite(
        acme,
        rows -> {
          SealableRecord record = rows.get(0).record();
          EventFacts f = Objects.requireNonNull(record.event());
          EventFacts other =
              new EventFacts(
                  f.id(),
                  f.timeMillis(),
                  f.emitterId(),
                  f.emitterEpoch(),
                  f.emitterSequence(),
                  TreeHash.of(Bytes.utf8("compatible schema")),
                  "");
          return with(rows, 0, new SealableRecord(record.received(), record.tenant(), null, other));
        });

    expect(VerdictCode.SCHEMA_BIND);
  }

  @Test
  void a04DeletingAnEvent() throws IOException {
    forger.rewrite(acme, rows -> without(rows, 1));

    expect(VerdictCode.LEAF_MISSING, VerdictCode.COVERAGE);
  }

  @Test
  void a05DeletingAnEventAndRebuildingTheHead() throws IOException {
    forger.rewriteWithHead(1, acme, rows -> without(rows, 1));

    expect(VerdictCode.HEAD_ROOT);
  }

  @Test
  void a07AppendingAForgedEvent() throws IOException {
    forger.rewrite(
        acme,
        rows -> {
          List<SealedRow> more = new ArrayList<>(rows);
          SealableRecord forged = SampleRecords.event("acme", 0, 9);
          SealedRow row = new SealedRow(forged, rows.get(0).salts(), TreeHash.ZERO);
          more.add(new SealedRow(forged, row.salts(), row.entry(acme.identity()).leaf()));
          return more;
        });

    expect(VerdictCode.HEAD_ROOT, VerdictCode.COUNT);
  }

  @Test
  void a08DuplicatingAnEvent() throws IOException {
    forger.rewrite(
        acme,
        rows -> {
          List<SealedRow> more = new ArrayList<>(rows);
          more.add(1, rows.get(0));
          return more;
        });

    expect(VerdictCode.OFFSET_DUP);
  }

  @Test
  void a09SwappingTwoEvents() throws IOException {
    forger.rewrite(
        acme,
        rows -> {
          List<SealedRow> swapped = new ArrayList<>(rows);
          Collections.swap(swapped, 0, 1);
          return swapped;
        });

    expect(VerdictCode.ORDER);
  }

  @Test
  void a10MovingAnEventToAnotherTenant() throws IOException {
    SealedRow moved = forger.rows(acme).get(1);
    forger.rewrite(
        forger.head(1, "globex", 0),
        rows -> {
          List<SealedRow> more = new ArrayList<>(rows);
          more.add(1, moved);
          return more;
        });

    expect(VerdictCode.TENANT_BIND);
  }

  @Test
  void a10AlsoWhenTheRowClaimsTheOtherTenant() throws IOException {
    SealableRecord moved = forger.rows(acme).get(1).record();
    forger.rewrite(
        forger.head(1, "globex", 0),
        rows ->
            with(
                rows,
                0,
                new SealableRecord(moved.received(), new TenantId("globex"), null, moved.event())));

    expect(VerdictCode.TENANT_BIND);
  }

  @Test
  void a11SwappingBatchesBetweenEpochs() throws IOException {
    NamedHead later = forger.head(3, "acme", 0);
    Bytes first = archive.read(acme.head().objectKey());
    archive.store.tamper(acme.head().objectKey(), archive.read(later.head().objectKey()));
    archive.store.tamper(later.head().objectKey(), first);

    expect(VerdictCode.HEAD_ROOT, VerdictCode.PATH_BIND, VerdictCode.OBJECT_HASH);
  }

  @Test
  void a34TruncatingAnObject() throws IOException {
    byte[] body = archive.read(acme.head().objectKey()).toArray();
    archive.store.tamper(
        acme.head().objectKey(), Bytes.wrap(Arrays.copyOf(body, body.length - 20)));

    expect(VerdictCode.OBJECT_HASH);
  }

  @Test
  void a34ABlockThatExpandsBeyondTheLimit() throws IOException {
    forger.rewrite(acme, rows -> change(rows, 0, value -> Bytes.wrap(new byte[1 << 20])));
    VerifyOptions small =
        new VerifyOptions(Level.L4, List.of(), new BatchLimits(1 << 16, 1L << 30));

    assertThat(archive.verify(small).counts()).containsKey(VerdictCode.LIMIT);
  }

  @Test
  void a35MovingAnObject() throws IOException {
    String key = acme.head().objectKey();
    archive.store.tamper(key.replace("run1", "run2"), archive.read(key));
    archive.store.remove(key);

    expect(VerdictCode.PATH_BIND, VerdictCode.LEAF_MISSING);
  }

  @Test
  void a36AFileThatNoSealNames() throws IOException {
    archive.store.tamper("events/notes.txt", Bytes.utf8("hello"));
    archive.store.tamper("readme", Bytes.utf8("hello"));

    assertThat(archive.verify().problems())
        .extracting(Problem::where)
        .contains("events/notes.txt", "readme");
    expect(VerdictCode.UNSEALED_OBJECT);
  }

  @Test
  void aForgedHeadOpensNoOtherPath() throws IOException {
    forger.rewriteWithHead(1, acme, rows -> rows);
    String heads = archive.read(archive.headsKey(1)).toUtf8();
    archive.store.tamper(
        archive.headsKey(1),
        Bytes.utf8(heads.replace(acme.head().objectKey(), "../../etc/passwd")));

    expect(VerdictCode.PATH_BIND, VerdictCode.HEAD_ROOT);
  }

  private void expect(VerdictCode... codes) throws IOException {
    VerificationReport report = archive.verify();
    assertThat(report.counts()).containsKeys(codes);
    assertThat(report.ok()).isFalse();
  }

  private interface Change {
    Bytes of(Bytes value);
  }

  private static List<SealedRow> change(List<SealedRow> rows, int index, Change change) {
    SealableRecord record = rows.get(index).record();
    ReceivedRecord r = record.received();
    @Nullable Bytes value = r.value();
    ReceivedRecord changed =
        new ReceivedRecord(
            r.topic(),
            r.partition(),
            r.offset(),
            r.leaderEpoch(),
            r.timestampMillis(),
            r.timestampKind(),
            r.key(),
            change.of(value == null ? Bytes.EMPTY : value),
            r.headers());
    return with(
        rows, index, new SealableRecord(changed, record.tenant(), record.reason(), record.event()));
  }

  private static List<SealedRow> with(List<SealedRow> rows, int index, SealableRecord record) {
    List<SealedRow> changed = new ArrayList<>(rows);
    SealedRow row = rows.get(index);
    changed.set(index, new SealedRow(record, row.salts(), row.leaf()));
    return changed;
  }

  private static List<SealedRow> without(List<SealedRow> rows, int index) {
    List<SealedRow> fewer = new ArrayList<>(rows);
    fewer.remove(index);
    return fewer;
  }

  private static Bytes flip(Bytes value, int at) {
    byte[] bytes = value.toArray();
    bytes[at] ^= 1;
    return Bytes.wrap(bytes);
  }

  private static Bytes reencoded(Bytes value) {
    byte[] bytes = value.toArray();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, 6, longer, 7, bytes.length - 6);
    longer[5] = (byte) (bytes[5] | 0x80);
    longer[6] = 0;
    return Bytes.wrap(longer);
  }
}
