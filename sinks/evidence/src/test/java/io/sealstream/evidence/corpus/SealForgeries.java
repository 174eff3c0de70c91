package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.lied;
import static io.sealstream.evidence.corpus.CorpusCase.made;
import static io.sealstream.evidence.corpus.CorpusCase.resigned;
import static io.sealstream.evidence.corpus.CorpusCase.tampered;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Attacks 12, 33 and 39 on seals and heads files, and what the seals name. */
final class SealForgeries {
  private static final long NEWEST = SampleArchive.EPOCHS - 1;

  private SealForgeries() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(forms());
    cases.addAll(log());
    cases.addAll(longLog());
    return cases;
  }

  private static List<CorpusCase> forms() {
    return List.of(
        form("33-duplicate", "a field twice", "\"epoch\":\"4\"", "\"epoch\":\"4\",\"epoch\":\"4\""),
        form(
            "33-order",
            "its first two fields in another order",
            "^\\{(\"abandoned\":\\[\\]),(\"closed_at\":\"\\d+\")",
            "{$2,$1"),
        form("33-float", "a float for an integer", "\"partition\":0,", "\"partition\":0.0,"),
        form("33-exponent", "an exponent in an integer", "\"partition\":1,", "\"partition\":1e0,"),
        form("33-space", "white space", "^\\{", "{ "),
        form("33-zero", "a leading zero in a number", "\"epoch\":\"4\"", "\"epoch\":\"04\""),
        form("33-escape", "a character escaped that needs none", "\"test\"", "\"t\\\\u0065st\""),
        form("33-extra", "a field that the format does not have", "\\}$", ",\"zzz\":\"\"}"),
        form(
            "33-abandoned",
            "a file abandoned that is none of a run's",
            "\"abandoned\":\\[\\]",
            "\"abandoned\":[\"note/1.txt\"]"),
        form("33-trailing", "a line break after the object", "$", "\n"),
        resigned(
            "33-tenant",
            "A heads file names a tenant with a look-alike letter (U+0430 for a), rebuilt and"
                + " signed.",
            archive -> {
              Forger forger = new Forger(archive);
              Bytes text = archive.read(archive.headsKey(NEWEST));
              Bytes root = HeadsFile.parse(text).headsRoot();
              forger.rebuildSeal(
                  NEWEST, replaced(text, "\"tenant\":\"acme\"", "\"tenant\":\"\u0430cme\""), root);
              forger.resign();
            },
            VerdictCode.NON_CANONICAL),
        tampered(
            "33-unsigned",
            "A published seal is written with white space; the signature stays.",
            archive -> {
              String key = ArchiveLayout.seal(1);
              archive.store.tamper(key, replaced(archive.read(key), "^\\{", "{ "));
            },
            VerdictCode.NON_CANONICAL,
            VerdictCode.CHECKPOINT_ROOT));
  }

  private static CorpusCase form(String id, String what, String pattern, String replacement) {
    return resigned(
        id,
        "The newest seal has " + what + "; it is signed as it is.",
        archive -> {
          String key = ArchiveLayout.seal(NEWEST);
          archive.store.tamper(key, replaced(archive.read(key), pattern, replacement));
          new Forger(archive).resign();
        },
        VerdictCode.NON_CANONICAL);
  }

  private static Bytes replaced(Bytes text, String pattern, String replacement) {
    Bytes changed = Bytes.utf8(text.toUtf8().replaceFirst(pattern, replacement));
    if (changed.equals(text)) {
      throw new IllegalStateException("there is no " + pattern);
    }
    return changed;
  }

  private static List<CorpusCase> log() {
    return List.of(
        tampered(
            "12-middle",
            "A seal in the middle is removed.",
            archive -> archive.store.remove(ArchiveLayout.seal(2)),
            VerdictCode.EPOCH_GAP),
        tampered(
            "39-fork",
            "A second, canonical seal for one epoch lies beside the first.",
            archive ->
                archive.store.tamper(
                    ArchiveLayout.seal(3).replace(".json", ".fork.json"),
                    NoteForgeries.otherHistory().read(ArchiveLayout.seal(3))),
            VerdictCode.FORK),
        tampered(
            "more-receipt",
            "A receipt is not the one that a later seal names.",
            archive -> archive.store.tamper(ArchiveLayout.receipt(2), Bytes.utf8("{}")),
            VerdictCode.RECEIPT),
        tampered(
            "more-tile",
            "The newest tile does not hold the seals' hashes.",
            archive -> archive.store.tamper("tile/0/000.p/5", Bytes.wrap(new byte[5 * 32])),
            VerdictCode.TILE),
        tampered(
            "more-tile-older",
            "A tile of an older size does not hold the seals' hashes.",
            archive -> archive.store.tamper("tile/0/000.p/3", Bytes.wrap(new byte[3 * 32])),
            VerdictCode.TILE),
        tampered(
            "more-tile-missing",
            "A tile of an older size is removed.",
            archive -> archive.store.remove("tile/0/000.p/2"),
            VerdictCode.TILE),
        tampered(
            "12-note",
            "A note in the middle is removed.",
            archive -> archive.store.remove(ArchiveLayout.note(2)),
            VerdictCode.EPOCH_GAP),
        lied(
            "more-receipt-older",
            "A seal names an older receipt than the seal before it.",
            Lies.seal(4, SealForgeries::nameReceiptOfEpochOne),
            VerdictCode.RECEIPT),
        lied(
            "more-receipt-none",
            "A seal names no receipt, though the seal before it named one.",
            Lies.seal(
                4,
                seal ->
                    seal.put("receipt_epoch", "-1").put("receipt_sha256", TreeHash.ZERO.toHex())),
            VerdictCode.RECEIPT));
  }

  private static void nameReceiptOfEpochOne(ObjectNode seal) {
    Bytes receipt = new PublicationReceipt(1, List.of()).sha256();
    seal.put("receipt_epoch", "1").put("receipt_sha256", receipt.toHex());
  }

  /** Three hundred seals, so that the log has a full tile. */
  private static List<CorpusCase> longLog() {
    return List.of(
        made(
            "pass-full-tile",
            "Three hundred epochs: the log has a full tile.",
            () -> Exhibit.Archive.of(SampleArchive.ofEpochs(300))),
        made(
            "more-tile-full-missing",
            "A full tile is removed.",
            () -> longLogWithout("tile/0/000"),
            VerdictCode.TILE),
        made(
            "more-tile-upper-missing",
            "A tile of the second level is removed.",
            () -> longLogWithout("tile/1/000.p/1"),
            VerdictCode.TILE));
  }

  private static Exhibit longLogWithout(String key) throws IOException {
    SampleArchive archive = SampleArchive.ofEpochs(300);
    archive.store.remove(key);
    return Exhibit.Archive.of(archive);
  }
}
