package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.made;
import static io.sealstream.evidence.corpus.CorpusCase.tampered;
import static io.sealstream.evidence.corpus.NoteForgeries.NEWEST;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.evidence.verify.SampleKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Attacks 26 to 30 on keys and signatures, and what of it must pass. */
final class KeyForgeries {
  private static final NoteSigner STRANGER = SampleKeys.of(SampleArchive.ORIGIN, "stranger");
  static final NoteSigner NEXT = SampleKeys.of(SampleArchive.ORIGIN, "next");
  static final TrustedKey FOREVER = new TrustedKey(SampleArchive.SIGNER.key(), 1, Long.MAX_VALUE);

  /** The first key signs sizes up to 4, the next one sizes from 4. */
  static final TrustFile ROTATED =
      trust(
          1,
          new TrustedKey(SampleArchive.SIGNER.key(), 1, 4),
          new TrustedKey(NEXT.key(), 4, Long.MAX_VALUE));

  private static final TrustFile BOTH =
      trust(2, FOREVER, new TrustedKey(NEXT.key(), 1, Long.MAX_VALUE));

  static Edits always(NoteSigner... signers) {
    return new Edits() {
      @Override
      public List<NoteSigner> signers(long epoch) {
        return Arrays.asList(signers);
      }
    };
  }

  private KeyForgeries() {}

  static List<CorpusCase> cases() {
    return List.of(
        tampered(
            "26-unknown-key",
            "The newest note is signed by an unknown key under the right name.",
            archive -> archive.store.tamper(NEWEST, STRANGER.sign(newest(archive)).encode()),
            VerdictCode.UNTRUSTED_KEY),
        tampered(
            "27-key-id",
            "Another key signs under the trusted key's name and key id.",
            archive -> {
              String text = newest(archive).text();
              NoteSignature line =
                  new NoteSignature(
                      SampleArchive.ORIGIN,
                      SampleArchive.SIGNER.key().id(),
                      STRANGER.sign(text).signature());
              archive.store.tamper(NEWEST, new SignedNote(text, List.of(line)).encode());
            },
            VerdictCode.BAD_SIGNATURE),
        tampered(
            "27-beside-a-good-one",
            "Beside the good signature there is one under the same name and key id that does not"
                + " verify.",
            archive -> {
              SignedNote note = SignedNote.parse(archive.read(NEWEST));
              NoteSignature bad =
                  new NoteSignature(
                      SampleArchive.ORIGIN,
                      SampleArchive.SIGNER.key().id(),
                      STRANGER.sign(note.text()).signature());
              archive.store.tamper(NEWEST, with(note, bad).encode());
            },
            VerdictCode.BAD_SIGNATURE),
        made(
            "28-retired",
            "A key signs a size beyond its range in the trust file.",
            () -> new Exhibit.Archive(SampleArchive.honest(), ROTATED, List.of()),
            VerdictCode.KEY_RANGE),
        made(
            "28-too-early",
            "A key signs sizes before its range in the trust file.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              for (long size = 3; size <= SampleArchive.EPOCHS; size++) {
                sign(archive, size, false);
              }
              return new Exhibit.Archive(archive, ROTATED, List.of());
            },
            VerdictCode.KEY_RANGE),
        made(
            "29-stripped",
            "The trust file demands two signatures; one line of the newest note is removed.",
            () -> {
              SampleArchive archive = signedByBoth();
              SignedNote note = SignedNote.parse(archive.read(NEWEST));
              archive.store.tamper(
                  NEWEST, new SignedNote(note.text(), note.signatures().subList(0, 1)).encode());
              return new Exhibit.Archive(archive, BOTH, List.of());
            },
            VerdictCode.QUORUM),
        made(
            "29-same-key-twice",
            "The trust file demands two signatures; the newest note has one key's line twice.",
            () -> {
              SampleArchive archive = signedByBoth();
              SignedNote note = SignedNote.parse(archive.read(NEWEST));
              NoteSignature line = note.signatures().get(0);
              archive.store.tamper(
                  NEWEST, new SignedNote(note.text(), List.of(line, line)).encode());
              return new Exhibit.Archive(archive, BOTH, List.of());
            },
            VerdictCode.QUORUM),
        tampered(
            "30-origin",
            "The newest note is of another log with the same root, signed by the trusted key.",
            archive -> {
              Checkpoint mine = newest(archive);
              Checkpoint other = new Checkpoint("other.example/log", mine.size(), mine.root());
              archive.store.tamper(NEWEST, SampleArchive.SIGNER.sign(other).encode());
            },
            VerdictCode.ORIGIN));
  }

  /** What of it must pass. */
  static List<CorpusCase> honest() {
    return List.of(
        made(
            "pass-two-signatures",
            "The trust file demands two signatures, and every note has them.",
            () -> new Exhibit.Archive(signedByBoth(), BOTH, List.of())),
        made(
            "pass-unknown-signature",
            "The newest note has one more signature, by a key that nobody here knows.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              SignedNote note = SignedNote.parse(archive.read(NEWEST));
              NoteSignature line = SampleKeys.of("witness.example", "witness").sign(note.text());
              archive.store.tamper(NEWEST, with(note, line).encode());
              return Exhibit.Archive.of(archive);
            }));
  }

  private static SampleArchive signedByBoth() throws IOException {
    return SampleArchive.dishonest(always(SampleArchive.SIGNER, NEXT));
  }

  /** Signs a note with the next key too, or with it alone. */
  static void sign(SampleArchive archive, long size, boolean too) {
    SignedNote note = SignedNote.parse(archive.read(ArchiveLayout.note(size)));
    NoteSignature line = NEXT.sign(note.text());
    SignedNote signed = too ? with(note, line) : new SignedNote(note.text(), List.of(line));
    put(archive, size, signed);
  }

  static void put(SampleArchive archive, long size, SignedNote signed) {
    archive.store.tamper(ArchiveLayout.note(size), signed.encode());
    if (size == SampleArchive.EPOCHS) {
      archive.store.tamper(ArchiveLayout.CHECKPOINT, signed.encode());
    }
  }

  private static SignedNote with(SignedNote note, NoteSignature line) {
    List<NoteSignature> lines = new ArrayList<>(note.signatures());
    lines.add(line);
    return new SignedNote(note.text(), lines);
  }

  static Checkpoint newest(SampleArchive archive) {
    return Checkpoint.parse(SignedNote.parse(archive.read(NEWEST)).text());
  }

  static TrustFile trust(int required, TrustedKey... keys) {
    return new TrustFile(
        SampleArchive.ORIGIN, Arrays.asList(keys), required, List.of("audit.events"));
  }
}
