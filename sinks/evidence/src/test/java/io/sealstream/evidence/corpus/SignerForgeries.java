package io.sealstream.evidence.corpus;

import static io.sealstream.evidence.corpus.CorpusCase.made;
import static io.sealstream.evidence.corpus.KeyForgeries.FOREVER;
import static io.sealstream.evidence.corpus.KeyForgeries.NEXT;
import static io.sealstream.evidence.corpus.KeyForgeries.ROTATED;
import static io.sealstream.evidence.corpus.KeyForgeries.always;
import static io.sealstream.evidence.corpus.KeyForgeries.newest;
import static io.sealstream.evidence.corpus.KeyForgeries.put;
import static io.sealstream.evidence.corpus.KeyForgeries.sign;
import static io.sealstream.evidence.corpus.KeyForgeries.trust;
import static io.sealstream.evidence.corpus.NoteForgeries.NEWEST;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import io.sealstream.evidence.verify.SampleArchive;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.evidence.verify.SampleKeys;
import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;

/** What the seals say about keys, and the notes that do not fit it. */
final class SignerForgeries {
  private static final NoteSigner ECDSA = SampleKeys.ecdsa(SampleArchive.ORIGIN, "ecdsa");

  private static final TrustFile TWO_ALGORITHMS =
      trust(2, FOREVER, new TrustedKey(ECDSA.key(), 1, Long.MAX_VALUE));

  /** From epoch 3 on the next key signs: the note over 4 seals has both signatures. */
  private static final Edits ROTATION =
      new Edits() {
        @Override
        public List<NoteSigner> signers(long epoch) {
          return List.of(epoch < 3 ? SampleArchive.SIGNER : NEXT);
        }
      };

  private SignerForgeries() {}

  /** Notes that are not signed by the keys that the seals name. */
  static List<CorpusCase> cases() {
    return List.of(
        made(
            "more-rotation-without-old-key",
            "A seal announces another key, and the note over it lacks the old key's signature.",
            () -> {
              SampleArchive archive = SampleArchive.dishonest(ROTATION);
              strip(archive, 4, SampleArchive.SIGNER.key());
              return new Exhibit.Archive(archive, ROTATED, List.of());
            },
            VerdictCode.SIGNERS),
        made(
            "more-rotation-without-new-key",
            "A seal announces another key, and the note over it lacks the new key's signature.",
            () -> {
              SampleArchive archive = SampleArchive.dishonest(ROTATION);
              strip(archive, 4, NEXT.key());
              return new Exhibit.Archive(archive, ROTATED, List.of());
            },
            VerdictCode.SIGNERS),
        made(
            "28-after-rotation",
            "After a rotation the newest note is signed by the old key, beyond its range.",
            () -> {
              SampleArchive archive = SampleArchive.dishonest(ROTATION);
              put(archive, SampleArchive.EPOCHS, SampleArchive.SIGNER.sign(newest(archive)));
              return new Exhibit.Archive(archive, ROTATED, List.of());
            },
            VerdictCode.KEY_RANGE),
        made(
            "29-ecdsa-stripped",
            "The trust file demands two signatures; the ECDSA line of the newest note is removed.",
            () -> {
              SampleArchive archive = SampleArchive.dishonest(always(SampleArchive.SIGNER, ECDSA));
              strip(archive, SampleArchive.EPOCHS, ECDSA.key());
              return new Exhibit.Archive(archive, TWO_ALGORITHMS, List.of());
            },
            VerdictCode.QUORUM),
        made(
            "more-named-line-stripped",
            "The seals name two keys; one signature suffices for the trust file, and the other line"
                + " of the newest note is removed.",
            () -> {
              SampleArchive archive = SampleArchive.dishonest(always(SampleArchive.SIGNER, ECDSA));
              strip(archive, SampleArchive.EPOCHS, ECDSA.key());
              return new Exhibit.Archive(archive, trust(1, FOREVER), List.of());
            },
            VerdictCode.SIGNERS),
        made(
            "more-ecdsa-der",
            "The ECDSA signature of the newest note is right, but written in another form of DER.",
            () -> {
              SampleArchive archive = SampleArchive.dishonest(always(SampleArchive.SIGNER, ECDSA));
              SignedNote note = SignedNote.parse(archive.read(NEWEST));
              put(archive, SampleArchive.EPOCHS, withLongDer(note));
              return new Exhibit.Archive(archive, TWO_ALGORITHMS, List.of());
            },
            VerdictCode.BAD_SIGNATURE),
        made(
            "more-unnamed-key",
            "The newest note is signed by a key that the trust file has, but no seal names.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              sign(archive, SampleArchive.EPOCHS, false);
              return new Exhibit.Archive(
                  archive,
                  trust(1, FOREVER, new TrustedKey(NEXT.key(), 1, Long.MAX_VALUE)),
                  List.of());
            },
            VerdictCode.SIGNERS),
        made(
            "more-unnamed-key-too",
            "The newest note has one more signature, by a key that the trust file has, but no seal"
                + " names.",
            () -> {
              SampleArchive archive = SampleArchive.honest();
              sign(archive, SampleArchive.EPOCHS, true);
              return new Exhibit.Archive(
                  archive,
                  trust(1, FOREVER, new TrustedKey(NEXT.key(), 1, Long.MAX_VALUE)),
                  List.of());
            },
            VerdictCode.SIGNERS));
  }

  /** Says the length of the sequence in two bytes where one does. */
  private static SignedNote withLongDer(SignedNote note) {
    List<NoteSignature> lines = new ArrayList<>();
    for (NoteSignature line : note.signatures()) {
      byte[] der = line.signature().toArray();
      byte[] longer = new byte[der.length + 1];
      longer[0] = der[0];
      longer[1] = (byte) 0x81;
      System.arraycopy(der, 1, longer, 2, der.length - 1);
      boolean ecdsa = ECDSA.key().isNamedBy(line);
      lines.add(ecdsa ? new NoteSignature(line.name(), line.keyId(), Bytes.wrap(longer)) : line);
    }
    return new SignedNote(note.text(), lines);
  }

  /** What of it must pass. */
  static List<CorpusCase> honest() {
    return List.of(
        made(
            "pass-rotated-key",
            "The seal of epoch 3 announces another key: the note of size 4 has both signatures, that"
                + " of size 5 only the next key's.",
            () -> new Exhibit.Archive(SampleArchive.dishonest(ROTATION), ROTATED, List.of())),
        made(
            "pass-rotated-back",
            "The key was rotated and rotated back: the trust file lists one key with two ranges.",
            () ->
                new Exhibit.Archive(
                    SampleArchive.dishonest(
                        new Edits() {
                          @Override
                          public List<NoteSigner> signers(long epoch) {
                            return List.of(epoch == 2 ? NEXT : SampleArchive.SIGNER);
                          }
                        }),
                    trust(
                        1,
                        new TrustedKey(SampleArchive.SIGNER.key(), 1, 3),
                        new TrustedKey(NEXT.key(), 3, 4),
                        new TrustedKey(SampleArchive.SIGNER.key(), 4, Long.MAX_VALUE)),
                    List.of())),
        made(
            "pass-two-algorithms",
            "Every note has an Ed25519 and an ECDSA P-256 signature, and the trust file demands"
                + " two.",
            () ->
                new Exhibit.Archive(
                    SampleArchive.dishonest(always(SampleArchive.SIGNER, ECDSA)),
                    TWO_ALGORITHMS,
                    List.of())));
  }

  /** Removes the lines of one key from a note. */
  private static void strip(SampleArchive archive, long size, NoteKey key) {
    SignedNote note = SignedNote.parse(archive.read(ArchiveLayout.note(size)));
    put(
        archive,
        size,
        new SignedNote(
            note.text(), note.signatures().stream().filter(line -> !key.isNamedBy(line)).toList()));
  }
}
