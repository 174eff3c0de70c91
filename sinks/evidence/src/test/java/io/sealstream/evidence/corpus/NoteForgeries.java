package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.made;
import static io.sealstream.evidence.corpus.CorpusCase.tampered;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleRecords;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.v1.Emitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Attacks 13 to 16 and 32: on the notes, and on which history they are of. */
final class NoteForgeries {
  static final String NEWEST = ArchiveLayout.note(SampleArchive.EPOCHS);
  private static final String OLDER = ArchiveLayout.note(3);

  private NoteForgeries() {}

  static List<CorpusCase> cases() {
    List<CorpusCase> cases = new ArrayList<>(older());
    cases.addAll(otherHistories());
    cases.addAll(forms());
    return cases;
  }

  /** Another honest archive of the same log: one event of epoch 1 is another one. */
  static SampleArchive otherHistory() throws IOException {
    return SampleArchive.dishonest(
        Lies.truth(
            1,
            rows ->
                Rows.with(
                    rows, 0, SampleRecords.event("acme", 0, 0, new Emitter("other", 0L, 0L)))));
  }

  private static List<CorpusCase> older() {
    return List.of(
        made(
            "13-cut-off",
            "The newest seal and note are removed, and the hint; the auditor remembers the newest"
                + " note.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              Bytes remembered = archive.read(NEWEST);
              archive.store.remove(NEWEST);
              archive.store.remove(ArchiveLayout.seal(4));
              archive.store.remove(ArchiveLayout.CHECKPOINT);
              return knowing(archive, remembered);
            },
            VerdictCode.STALE_HEAD),
        made(
            "13-rolled-back",
            "The archive is as it was two epochs ago, hint and all; the auditor remembers the"
                + " newest note.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              Bytes remembered = archive.read(NEWEST);
              rollBack(archive);
              return knowing(archive, remembered);
            },
            VerdictCode.STALE_HEAD),
        tampered(
            "13-no-note",
            "There is nothing in the archive at all.",
            archive -> archive.store.list("").forEach(archive.store::remove),
            VerdictCode.STALE_HEAD),
        tampered(
            "14-replaced",
            "An older valid note lies under the newest one's name.",
            archive -> archive.store.tamper(NEWEST, archive.read(OLDER)),
            VerdictCode.ROLLBACK),
        made(
            "14-removed",
            "The newest notes are removed and the hint set to an older one, though their seals are"
                + " there; the auditor remembers the newest note.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              Bytes remembered = archive.read(NEWEST);
              archive.store.remove(NEWEST);
              archive.store.remove(ArchiveLayout.note(4));
              archive.store.tamper(ArchiveLayout.CHECKPOINT, archive.read(OLDER));
              return knowing(archive, remembered);
            },
            VerdictCode.ROLLBACK,
            VerdictCode.STALE_HEAD));
  }

  private static void rollBack(SampleArchive archive) {
    archive.store.tamper(ArchiveLayout.CHECKPOINT, archive.read(OLDER));
    for (long epoch = 3; epoch < SampleArchive.EPOCHS; epoch++) {
      String run = "run1-" + epoch + ".avro";
      archive.store.remove(archive.headsKey(epoch));
      archive.store.remove(ArchiveLayout.seal(epoch));
      archive.store.remove(ArchiveLayout.receipt(epoch));
      archive.store.remove(ArchiveLayout.note(epoch + 1));
      archive.store.remove("tile/0/000.p/" + (epoch + 1));
      archive.store.list(ArchiveLayout.EVENTS).stream()
          .filter(key -> key.endsWith(run))
          .forEach(archive.store::remove);
    }
  }

  private static List<CorpusCase> otherHistories() {
    return List.of(
        made(
            "15-known",
            "The auditor remembers a signed note of the newest size with another root.",
            () -> knowing(SampleArchive.honest(), otherHistory().read(NEWEST)),
            VerdictCode.EQUIVOCATION),
        tampered(
            "15-hint",
            "The hint is a signed note of the newest size with another root.",
            archive -> archive.store.tamper(ArchiveLayout.CHECKPOINT, otherHistory().read(NEWEST)),
            VerdictCode.EQUIVOCATION),
        tampered(
            "15-beside",
            "A second signed note of the newest size, with another root, lies beside the first.",
            archive ->
                archive.store.tamper(
                    NEWEST.replace(".txt", ".fork.txt"), otherHistory().read(NEWEST)),
            VerdictCode.EQUIVOCATION),
        tampered(
            "15-older-name",
            "A second signed note of the newest size, with another root, lies under an older size's"
                + " name.",
            archive -> archive.store.tamper(OLDER, otherHistory().read(NEWEST)),
            VerdictCode.EQUIVOCATION,
            VerdictCode.ROLLBACK),
        tampered(
            "16-archive",
            "An older note in the archive is of another history than the newest.",
            archive -> archive.store.tamper(OLDER, otherHistory().read(OLDER)),
            VerdictCode.INCONSISTENT),
        made(
            "16-known",
            "The auditor remembers an older note of another history; the archive has its own of"
                + " that size.",
            () -> knowing(SampleArchive.honest(), otherHistory().read(OLDER)),
            VerdictCode.INCONSISTENT),
        made(
            "16-known-only",
            "The auditor remembers an older note of another history; the archive has none of that"
                + " size.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              archive.store.remove(OLDER);
              return knowing(archive, otherHistory().read(OLDER));
            },
            VerdictCode.INCONSISTENT));
  }

  static Exhibit knowing(SampleArchive archive, Bytes note) {
    return new Exhibit.Archive(archive, SampleArchive.TRUST, List.of(note));
  }

  private static List<CorpusCase> forms() {
    return List.of(
        form("32-crlf", "ends its lines with CR LF", text -> text.replace("\n", "\r\n")),
        form("32-bom", "begins with a byte order mark", text -> "\uFEFF" + text),
        form("32-zero", "has a leading zero in its size", text -> text.replace("\n5\n", "\n05\n")),
        form("32-plus", "has a plus sign before its size", text -> text.replace("\n5\n", "\n+5\n")),
        form("32-padding", "lacks the padding of its root", text -> text.replace("=\n\n", "\n\n")),
        form(
            "32-padding-bits",
            "has bits set in its root's padding that must be zero",
            NoteForgeries::withPaddingBits),
        form("32-trailing", "has text after its last line", text -> text + "more"),
        form("32-trailing-line", "has a line after its signatures", text -> text + "more\n"),
        form("32-control", "has a tab after its size", text -> text.replace("\n5\n", "\n5\t\n")),
        form(
            "32-no-newline",
            "lacks its last line break",
            text -> text.substring(0, text.length() - 1)),
        form("32-many", "has 101 signatures", NoteForgeries::withManySignatures));
  }

  private static CorpusCase form(String id, String what, UnaryOperator<String> change) {
    return tampered(
        id,
        "The newest note " + what + ".",
        archive -> {
          String text = archive.read(NEWEST).toUtf8();
          String changed = change.apply(text);
          if (changed.equals(text)) {
            throw new IllegalStateException(id + " changes nothing");
          }
          archive.store.tamper(NEWEST, Bytes.utf8(changed));
        },
        VerdictCode.MALFORMED);
  }

  /** The last digit before the padding of 32 bytes holds two bits that mean nothing. */
  private static String withPaddingBits(String text) {
    int last = text.indexOf("=\n\n") - 1;
    char digit = text.charAt(last);
    return text.substring(0, last) + (char) (digit + 1) + text.substring(last + 1);
  }

  private static String withManySignatures(String text) {
    SignedNote note = SignedNote.parse(Bytes.utf8(text));
    return new SignedNote(note.text(), Collections.nCopies(101, note.signatures().get(0)))
        .encode()
        .toUtf8();
  }
}
