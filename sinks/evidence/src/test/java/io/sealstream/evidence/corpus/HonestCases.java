package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.made;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.RejectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What must pass, without a problem. */
final class HonestCases {
  private HonestCases() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(histories());
    cases.addAll(pending());
    cases.addAll(abandoned());
    cases.addAll(KeyForgeries.honest());
    cases.addAll(SignerForgeries.honest());
    return cases;
  }

  private static CorpusCase passes(String id, String what, CorpusCase.Recipe recipe) {
    return made(id, what, recipe);
  }

  private static CorpusCase held(String id, String what, Edits edits) {
    return passes(id, what, () -> Exhibit.Archive.of(SampleArchive.dishonest(edits)));
  }

  private static List<CorpusCase> histories() {
    return List.of(
        passes(
            "pass-honest",
            "The honest archive that most forgeries are made from: five epochs, of which the first"
                + " and the third are idle.",
            () -> Exhibit.Archive.of(SampleArchive.honest())),
        held(
            "pass-idle-epochs",
            "Nothing came after the second epoch.",
            new Edits() {
              @Override
              public List<SealableRecord> truth(long epoch, List<SealableRecord> records) {
                return epoch > 1 ? List.of() : records;
              }
            }),
        held(
            "pass-late-events",
            "Events of a month ago come in the newest epoch.",
            Lies.truth(4, rows -> List.of(late(20), late(21)))),
        held(
            "pass-undecodable",
            "An epoch in which no record can be used, each for another reason.",
            Lies.truth(4, rows -> undecodable())),
        held(
            "pass-new-partition",
            "A partition appears in the newest epoch, with its first records.",
            Lies.truth(
                4,
                rows ->
                    List.of(SampleRecords.event("acme", 7, 0), SampleRecords.event("acme", 7, 1)))),
        held(
            "pass-new-tenant",
            "A tenant appears in the newest epoch.",
            Lies.truth(4, rows -> List.of(SampleRecords.event("initech", 0, 20)))),
        held(
            "pass-control-slots-and-lost",
            "A topic that may have gaps has control slots and ranges that retention took.",
            new Edits() {
              @Override
              public EpochSeal seal(EpochSeal seal) {
                return EpochSeal.parse(
                    JsonEdit.of(seal.encode(), json -> addGaps(json, seal.epoch())));
              }
            }),
        passes(
            "pass-known",
            "The auditor remembers an older note of this history.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              return NoteForgeries.knowing(archive, archive.read(ArchiveLayout.note(2)));
            }));
  }

  private static SealableRecord late(long offset) {
    return SampleRecords.event(
        "acme", 0, offset, event -> event.setTime(SampleRecords.START.minus(Duration.ofDays(30))));
  }

  private static List<SealableRecord> undecodable() {
    Bytes value = Objects.requireNonNull(SampleRecords.event("acme", 0, 20).received().value());
    byte[] bytes = value.toArray();
    byte[] unknownId = bytes.clone();
    unknownId[4] = 99;
    return List.of(
        SampleRecords.rejected(0, 20, RejectReason.TOMBSTONE, null),
        SampleRecords.rejected(0, 21, RejectReason.BAD_MAGIC, Bytes.EMPTY),
        SampleRecords.rejected(
            0, 22, RejectReason.MALFORMED, Bytes.wrap(Arrays.copyOf(bytes, bytes.length / 2))),
        SampleRecords.rejected(
            0, 23, RejectReason.TRAILING_BYTES, Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1))),
        SampleRecords.rejected(0, 24, RejectReason.UNKNOWN_SCHEMA, Bytes.wrap(unknownId)),
        SampleRecords.rejected(0, 25, RejectReason.TOO_LARGE, value),
        SampleRecords.rejected(0, 26, RejectReason.TENANT_NOT_BOUND, value));
  }

  private static List<CorpusCase> pending() {
    return List.of(
        passes(
            "pass-pending-seal",
            "The newest seal has no note yet.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              archive.store.remove(NoteForgeries.NEWEST);
              archive.store.tamper(ArchiveLayout.CHECKPOINT, archive.read(ArchiveLayout.note(4)));
              return Exhibit.Archive.of(archive);
            }),
        passes(
            "pass-pending-object",
            "A batch object past the coverage, which no seal names yet.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              Forger forger = new Forger(archive);
              String key = archive.batchKey("globex", 0, 20).replace("-0-20-", "-0-21-");
              archive.store.tamper(key, Forger.file(key, forger.rows(forger.head(4, "globex", 0))));
              return Exhibit.Archive.of(archive);
            }),
        passes(
            "pass-pending-heads",
            "A heads file of the epoch after the newest note.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              HeadsFile next = new HeadsFile(5, List.of(), List.of(), List.of());
              archive.store.tamper(ArchiveLayout.heads(5, next.sha256()), next.encode());
              return Exhibit.Archive.of(archive);
            }));
  }

  private static List<CorpusCase> abandoned() {
    return List.of(
        passes(
            "pass-abandoned",
            "An object that an earlier run left, named by the newest seal.",
            () -> {
              String key = "events/tenant=acme/tier=standard/left.avro";
              SampleArchive archive =
                  SampleArchive.dishonest(
                      Lies.seal(4, seal -> seal.withArray("abandoned").add(key)));
              archive.store.tamper(key, Bytes.utf8("left by an earlier run"));
              return Exhibit.Archive.of(archive);
            }),
        passes(
            "pass-adopted",
            "A run crashed before a seal; the next one started from an old savepoint, went on from"
                + " the newest seal and later named what was left.",
            () -> Exhibit.Archive.of(SecondRun.after(SampleArchive.honest()))));
  }

  /** Six lost offsets, then four control slots. */
  private static void addGaps(ObjectNode seal, long epoch) {
    ObjectNode gaps = seal.withArray("coverage").addObject();
    gaps.put("control_slots", "4");
    gaps.put("from", Long.toString(10 * epoch));
    gaps.put("gaps_declared", true);
    gaps.put("leader_epoch_max", -1);
    gaps.put("leader_epoch_min", -1);
    gaps.putArray("lost")
        .addObject()
        .put("from", Long.toString(10 * epoch))
        .put("to", Long.toString(10 * epoch + 6));
    gaps.put("partition", 0);
    gaps.put("sealed", "0");
    gaps.put("to", Long.toString(10 * epoch + 10));
    gaps.put("topic", "audit.violations");
    gaps.put("undecodable", "0");
  }
}
