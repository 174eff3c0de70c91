package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;
import static io.sealstream.evidence.corpus.CorpusCase.tampered;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.BatchIdentity;
import io.sealstream.evidence.format.NamedHead;
import io.sealstream.evidence.format.SealedRow;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import io.sealstream.schemas.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Attacks 4 to 11: on the rows of a batch object, mostly by somebody without a key. */
final class RowForgeries {
  private RowForgeries() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(deletions());
    cases.addAll(additions());
    cases.addAll(moves());
    return cases;
  }

  /** A row whose leaf hash is right for this batch of partition 0. */
  static SealedRow fresh(SealedRow row, String tenant) {
    var received = row.record().received();
    var batch =
        new BatchIdentity(
            new TenantId(tenant),
            BatchIdentity.DEFAULT_TIER,
            received.topic(),
            received.partition());
    return new SealedRow(row.record(), row.salts(), row.entry(batch).leaf());
  }

  private static List<CorpusCase> deletions() {
    return List.of(
        tampered(
            "04-event",
            "An event is deleted from a batch object; nothing else is rebuilt.",
            rows(rows -> Rows.without(rows, 1)),
            VerdictCode.LEAF_MISSING,
            VerdictCode.COVERAGE),
        tampered(
            "04-object",
            "A whole batch object is deleted.",
            archive -> archive.store.remove(archive.batchKey("acme", 0, 0)),
            VerdictCode.LEAF_MISSING),
        tampered(
            "05-head",
            "An event is deleted; batch root and head are rebuilt, the seal stays.",
            archive -> {
              Forger forger = new Forger(archive);
              forger.rewriteWithHead(1, forger.head(1, "acme", 0), rows -> Rows.without(rows, 1));
            },
            VerdictCode.HEAD_ROOT),
        tampered(
            "06-seal",
            "An event is deleted; batch root, head, heads file and that epoch's seal are rebuilt,"
                + " the signature stays.",
            RowForgeries::rebuildOneSeal,
            VerdictCode.CHECKPOINT_ROOT),
        CorpusCase.made(
            "06-chain",
            "An event is deleted and everything after it rebuilt, later seals and tiles too; only"
                + " the signed notes are the genuine ones.",
            () -> {
              SampleArchive honest = SampleArchive.honest();
              SampleArchive forged =
                  SampleArchive.dishonest(
                      Lies.truth(3, rows -> Rows.without(rows, rows.size() - 1)));
              for (String key : honest.store.list("")) {
                if (key.startsWith("note/") || key.equals("checkpoint")) {
                  forged.store.tamper(key, honest.read(key));
                }
              }
              return Exhibit.Archive.of(forged);
            },
            VerdictCode.CHECKPOINT_ROOT));
  }

  private static void rebuildOneSeal(SampleArchive archive) throws IOException {
    Forger forger = new Forger(archive);
    // The last record of partition 1, so that the coverage can simply end earlier.
    NamedHead head = forger.head(3, "acme", 1);
    forger.rewriteWithHead(3, head, rows -> Rows.without(rows, rows.size() - 1));
    forger.editHead(3, head, one -> one.put("to", "4"));
    forger.rebuildSeal(3);
    forger.editSeal(
        3,
        seal -> {
          ((ObjectNode) seal.at("/coverage/1")).put("sealed", "4").put("to", "4");
          return seal;
        });
  }

  private static List<CorpusCase> additions() {
    return List.of(
        tampered(
            "07-append",
            "A forged event, with a right leaf hash of its own, is appended to a batch.",
            rows(
                rows -> {
                  SealableRecord forged = SampleRecords.event("acme", 0, 9);
                  SealedRow row = new SealedRow(forged, rows.get(0).salts(), TreeHash.ZERO);
                  return Rows.inserting(rows, rows.size(), fresh(row, "acme"));
                }),
            VerdictCode.HEAD_ROOT,
            VerdictCode.COUNT),
        tampered(
            "08-row",
            "An event is in its batch twice.",
            rows(rows -> Rows.inserting(rows, 1, rows.get(0))),
            VerdictCode.OFFSET_DUP),
        lied(
            "08-two-tenants",
            "One offset is sealed for two tenants, in a batch of each.",
            Lies.records(1, rows -> Rows.inserting(rows, 0, SampleRecords.event("globex", 0, 0))),
            VerdictCode.OFFSET_DUP),
        tampered(
            "22-same-offset",
            "One offset is in a batch twice, with two contents.",
            rows(
                rows ->
                    Rows.inserting(
                        rows, 1, Rows.change(rows, 0, r -> Rows.key(r, Rows::flip)).get(0))),
            VerdictCode.BROKER_REWRITE));
  }

  private static List<CorpusCase> moves() {
    return List.of(
        tampered(
            "09-swap",
            "Two events of a batch change places.",
            rows(RowForgeries::swapped),
            VerdictCode.ORDER),
        CorpusCase.made(
                "09-signed",
                "A job seals a batch with two events in the wrong order; all hashes are right.",
                RowForgeries::sealSwapped,
                VerdictCode.ORDER)
            .bySigner(),
        tampered(
            "10-row",
            "An event is moved to another tenant's batch as it is.",
            archive -> {
              Forger forger = new Forger(archive);
              SealedRow moved = forger.rows(forger.head(1, "acme", 0)).get(1);
              forger.rewrite(forger.head(1, "globex", 0), rows -> Rows.inserting(rows, 1, moved));
            },
            VerdictCode.TENANT_BIND),
        tampered(
            "10-claim",
            "An event is moved to another tenant's batch, and its row claims that tenant.",
            archive -> {
              Forger forger = new Forger(archive);
              SealableRecord moved = forger.rows(forger.head(1, "acme", 0)).get(1).record();
              forger.rewrite(
                  forger.head(1, "globex", 0), rows -> Rows.change(rows, 0, r -> globex(moved)));
            },
            VerdictCode.TENANT_BIND),
        lied(
            "10-signed",
            "A job seals an event in another tenant's batch than the event names.",
            Lies.records(1, rows -> Rows.with(rows, 0, globex(rows.get(0)))),
            VerdictCode.TENANT_BIND),
        lied(
            "10-undecodable",
            "A record that cannot be decoded is sealed in a tenant's batch.",
            Lies.records(
                1,
                rows ->
                    Rows.with(
                        rows,
                        4,
                        new SealableRecord(
                            rows.get(4).received(),
                            new TenantId("acme"),
                            RejectReason.BAD_MAGIC,
                            null))),
            VerdictCode.TENANT_BIND),
        tampered(
            "11-swap",
            "The objects of one tenant and partition are swapped between two epochs.",
            archive -> {
              String first = archive.batchKey("acme", 0, 0);
              String later = archive.batchKey("acme", 0, 10);
              Bytes body = archive.read(first);
              archive.store.tamper(first, archive.read(later));
              archive.store.tamper(later, body);
            },
            VerdictCode.HEAD_ROOT,
            VerdictCode.PATH_BIND,
            VerdictCode.OBJECT_HASH));
  }

  private static List<SealedRow> swapped(List<SealedRow> rows) {
    List<SealedRow> swapped = new ArrayList<>(rows);
    Collections.swap(swapped, 1, 2);
    return swapped;
  }

  private static Exhibit sealSwapped() throws IOException {
    SampleArchive archive =
        SampleArchive.dishonest(
            Lies.truth(
                4,
                rows ->
                    LongStream.range(20, 24)
                        .mapToObj(offset -> SampleRecords.event("acme", 0, offset))
                        .toList()));
    Forger forger = new Forger(archive);
    forger.rewriteWithHead(4, forger.head(4, "acme", 0), RowForgeries::swapped);
    forger.rebuildSeal(4);
    forger.resign();
    return Exhibit.Archive.of(archive);
  }

  private static SealableRecord globex(SealableRecord record) {
    return new SealableRecord(
        record.received(), new TenantId("globex"), null, Objects.requireNonNull(record.event()));
  }

  /** Other rows in the object of the first epoch with records. */
  static CorpusCase.Tampering rows(UnaryOperator<List<SealedRow>> change) {
    return archive -> {
      Forger forger = new Forger(archive);
      forger.rewrite(forger.head(1, "acme", 0), change);
    };
  }
}
