package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;
import static io.sealstream.evidence.corpus.CorpusCase.tampered;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RecordHeader;
import io.sealstream.schemas.codec.SchemaText;
import io.sealstream.schemas.codec.WriterSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/** Attacks 1 to 3: on what a record says, and on the schema that it says it in. */
final class PayloadForgeries {
  private PayloadForgeries() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(payloads());
    cases.addAll(schemas());
    return cases;
  }

  private static List<CorpusCase> payloads() {
    return List.of(
        tampered(
            "01-value",
            "One bit of an event's value is flipped.",
            RowForgeries.rows(
                rows -> Rows.change(rows, 1, record -> Rows.value(record, Rows::flip))),
            VerdictCode.PAYLOAD_HASH,
            VerdictCode.OBJECT_HASH,
            VerdictCode.HEAD_ROOT),
        tampered(
            "01-key",
            "One bit of a record's Kafka key is flipped.",
            RowForgeries.rows(rows -> Rows.change(rows, 1, record -> Rows.key(record, Rows::flip))),
            VerdictCode.PAYLOAD_HASH),
        tampered(
            "01-header",
            "A record's header has another value.",
            RowForgeries.rows(rows -> Rows.change(rows, 1, PayloadForgeries::otherHeaders)),
            VerdictCode.PAYLOAD_HASH),
        tampered(
            "01-header-order",
            "Two headers of a record change places.",
            RowForgeries.rows(rows -> Rows.change(rows, 1, PayloadForgeries::swappedHeaders)),
            VerdictCode.PAYLOAD_HASH),
        tampered(
            "01-null-header",
            "A header without a value gets an empty one.",
            RowForgeries.rows(rows -> Rows.change(rows, 1, PayloadForgeries::emptyHeader)),
            VerdictCode.PAYLOAD_HASH),
        tampered(
            "01-null-key",
            "A record without a Kafka key gets an empty one: the commitment stays the same.",
            archive -> {
              Forger forger = new Forger(archive);
              forger.rewrite(
                  forger.head(1, "_unattributed", 0),
                  rows -> Rows.change(rows, 0, r -> Rows.key(r, key -> Bytes.EMPTY)));
            },
            VerdictCode.PAYLOAD_HASH),
        tampered(
            "01-leaf-too",
            "One bit of a Kafka key is flipped and the row's own leaf hash recomputed, so that"
                + " only the batch root can tell.",
            RowForgeries.rows(
                rows -> Rows.with(rows, 1, RowForgeries.fresh(flippedKey(rows.get(1)), "acme"))),
            VerdictCode.HEAD_ROOT,
            VerdictCode.OBJECT_HASH),
        tampered(
            "02-longer-length",
            "The same Avro value encoded anew: the length of its first string takes two bytes.",
            RowForgeries.rows(
                rows -> Rows.change(rows, 0, r -> Rows.value(r, PayloadForgeries::reencoded))),
            VerdictCode.PAYLOAD_HASH));
  }

  private static SealableRecord otherHeaders(SealableRecord record) {
    List<RecordHeader> headers = record.received().headers();
    return Rows.headers(
        record, Rows.with(headers, 0, new RecordHeader("trace", Bytes.utf8("other"))));
  }

  private static SealableRecord swappedHeaders(SealableRecord record) {
    List<RecordHeader> headers = record.received().headers();
    return Rows.headers(record, List.of(headers.get(1), headers.get(0)));
  }

  private static SealableRecord emptyHeader(SealableRecord record) {
    List<RecordHeader> headers = record.received().headers();
    RecordHeader empty = new RecordHeader(headers.get(1).name(), Bytes.EMPTY);
    return Rows.headers(record, Rows.with(headers, 1, empty));
  }

  private static SealedRow flippedKey(SealedRow row) {
    return new SealedRow(Rows.key(row.record(), Rows::flip), row.salts(), row.leaf());
  }

  private static Bytes reencoded(Bytes value) {
    byte[] bytes = value.toArray();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, 6, longer, 7, bytes.length - 6);
    longer[5] = (byte) (bytes[5] | 0x80);
    longer[6] = 0;
    return Bytes.wrap(longer);
  }

  private static List<CorpusCase> schemas() {
    return List.of(
        tampered(
            "03-row",
            "A row names the hash of a compatible schema, which is put into the archive.",
            archive -> {
              putCompatible(archive);
              Forger forger = new Forger(archive);
              forger.rewrite(
                  forger.head(1, "acme", 0),
                  rows -> Rows.change(rows, 0, PayloadForgeries::underCompatible));
            },
            VerdictCode.SCHEMA_BIND),
        tampered(
            "03-heads",
            "The heads file binds the registry id to a compatible schema's hash.",
            archive -> {
              putCompatible(archive);
              String key = archive.headsKey(1);
              archive.store.tamper(
                  key,
                  JsonEdit.of(
                      archive.read(key),
                      heads ->
                          ((ObjectNode) heads.at("/schemas/0"))
                              .put("sha256", compatible().sha256().toHex())));
            },
            VerdictCode.SCHEMA_BIND),
        tampered(
            "03-file",
            "A schema file is replaced by a compatible schema.",
            archive ->
                archive.store.tamper(
                    ArchiveLayout.schema(SampleRecords.SCHEMA.sha256()),
                    Bytes.utf8(compatible().canonicalText())),
            VerdictCode.SCHEMA_BIND),
        lied(
            "03-signed",
            "A job seals a later epoch's events under a compatible schema, though their registry"
                + " id stands for another one already.",
            Lies.records(3, rows -> rows.stream().map(PayloadForgeries::underCompatible).toList()),
            VerdictCode.SCHEMA_BIND),
        lied(
            "03-unbound",
            "An epoch's heads file does not bind the registry id of its events.",
            Lies.heads(1, file -> file.putArray("schemas")),
            VerdictCode.SCHEMA_BIND),
        lied(
            "more-facts",
            "A job seals an event under another event id than its value has.",
            Lies.records(1, rows -> Rows.with(rows, 0, otherId(rows.get(0)))),
            VerdictCode.PAYLOAD_HASH));
  }

  private static WriterSchema compatible() {
    Bytes text = Bytes.utf8(SampleRecords.SCHEMA.canonicalText());
    Bytes other = JsonEdit.of(text, schema -> schema.put("doc", "Another edition."));
    return SchemaText.writerSchema(
        SampleRecords.SCHEMA_ID, new Schema.Parser().parse(other.toUtf8()));
  }

  private static void putCompatible(SampleArchive archive) {
    archive.store.tamper(
        ArchiveLayout.schema(compatible().sha256()), Bytes.utf8(compatible().canonicalText()));
  }

  private static SealableRecord underCompatible(SealableRecord record) {
    EventFacts facts = Objects.requireNonNull(record.event());
    return with(record, facts.id(), compatible());
  }

  private static SealableRecord otherId(SealableRecord record) {
    return with(record, "evt-other", SampleRecords.SCHEMA);
  }

  private static SealableRecord with(SealableRecord record, String id, WriterSchema schema) {
    EventFacts facts = Objects.requireNonNull(record.event());
    EventFacts other =
        new EventFacts(
            id,
            facts.timeMillis(),
            facts.emitterId(),
            facts.emitterEpoch(),
            facts.emitterSequence(),
            schema.sha256(),
            schema.canonicalText(),
            facts.recordClass());
    return new SealableRecord(record.received(), record.tenant(), null, other);
  }
}
