package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import io.sealstream.evidence.verify.SampleArchive.Edits;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks on seals, notes and keys. */
class ForgedLogTest {
  private static final String NEWEST = ArchiveLayout.note(SampleArchive.EPOCHS);

  @Test
  void a06ARebuiltSealIsNotTheSignedOne() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String seal = archive.read(ArchiveLayout.seal(3)).toUtf8();
    archive.store.tamper(
        ArchiveLayout.seal(3), Bytes.utf8(seal.replace("\"sealed\":\"10\"", "\"sealed\":\"9\"")));

    expect(archive, VerdictCode.CHECKPOINT_ROOT);
  }

  @Test
  void a12RemovingAMiddleSeal() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.remove(ArchiveLayout.seal(2));

    expect(archive, VerdictCode.EPOCH_GAP);
  }

  @Test
  void a13RemovingTheNewestSealAndNote() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Bytes remembered = archive.read(NEWEST);
    archive.store.remove(NEWEST);
    archive.store.remove(ArchiveLayout.seal(4));
    archive.store.remove(ArchiveLayout.CHECKPOINT);

    assertThat(archive.verify(VerifyOptions.DEFAULT.knowing(remembered)).counts())
        .containsKey(VerdictCode.STALE_HEAD);
  }

  @Test
  void a14ReplacingTheNewestNoteByAnOlderOne() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.tamper(NEWEST, archive.read(ArchiveLayout.note(3)));

    expect(archive, VerdictCode.ROLLBACK);
  }

  @Test
  void a15TwoNotesOfOneSize() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Bytes other = otherHistory().read(NEWEST);

    assertThat(archive.verify(VerifyOptions.DEFAULT.knowing(other)).counts())
        .containsKey(VerdictCode.EQUIVOCATION);
  }

  @Test
  void a16ALargerNoteOfAnotherHistory() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Bytes older = otherHistory().read(ArchiveLayout.note(3));
    archive.store.tamper(ArchiveLayout.note(3), older);

    expect(archive, VerdictCode.INCONSISTENT);
    archive.store.remove(ArchiveLayout.note(3));
    assertThat(archive.verify(VerifyOptions.DEFAULT.knowing(older)).counts())
        .containsKey(VerdictCode.INCONSISTENT);
  }

  @Test
  void a26AnUnknownKeyUnderTheRightName() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    NoteSigner stranger = NoteSigner.generate(SampleArchive.ORIGIN);
    archive.store.tamper(NEWEST, stranger.sign(newest(archive)).encode());

    expect(archive, VerdictCode.UNTRUSTED_KEY);
  }

  @Test
  void a27AnotherKeyWithTheSameKeyId() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Checkpoint checkpoint = newest(archive);
    NoteSignature theirs = NoteSigner.generate(SampleArchive.ORIGIN).sign(checkpoint.text());
    NoteSignature colliding =
        new NoteSignature(
            SampleArchive.ORIGIN, SampleArchive.SIGNER.key().id(), theirs.signature());
    archive.store.tamper(NEWEST, new SignedNote(checkpoint.text(), List.of(colliding)).encode());

    expect(archive, VerdictCode.BAD_SIGNATURE);
  }

  @Test
  void a28ARetiredKey() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    TrustFile retired = trust(1, new TrustedKey(SampleArchive.SIGNER.key(), 1, 4));

    assertThat(verify(archive, retired).counts()).containsKey(VerdictCode.KEY_RANGE);
  }

  @Test
  void aRotatedKeyWithOverlapPasses() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    NoteSigner next = NoteSigner.generate(SampleArchive.ORIGIN);
    for (long size = 4; size <= 5; size++) {
      SignedNote note = SignedNote.parse(archive.read(ArchiveLayout.note(size)));
      List<NoteSignature> both = new ArrayList<>(size == 4 ? note.signatures() : List.of());
      both.add(next.sign(note.text()));
      archive.store.tamper(ArchiveLayout.note(size), new SignedNote(note.text(), both).encode());
    }
    archive.store.remove(ArchiveLayout.CHECKPOINT);
    TrustFile trust =
        trust(
            1,
            new TrustedKey(SampleArchive.SIGNER.key(), 1, 4),
            new TrustedKey(next.key(), 4, Long.MAX_VALUE));

    assertThat(verify(archive, trust).problems()).isEmpty();
  }

  @Test
  void a29FewerSignaturesThanDemanded() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    NoteKey second = NoteSigner.generate(SampleArchive.ORIGIN).key();
    TrustFile two =
        trust(
            2,
            new TrustedKey(SampleArchive.SIGNER.key(), 1, Long.MAX_VALUE),
            new TrustedKey(second, 1, Long.MAX_VALUE));

    assertThat(verify(archive, two).counts()).containsKey(VerdictCode.QUORUM);
  }

  @Test
  void anExtraUnknownSignaturePasses() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    SignedNote note = SignedNote.parse(archive.read(NEWEST));
    List<NoteSignature> more = new ArrayList<>(note.signatures());
    more.add(NoteSigner.generate("witness.example").sign(note.text()));
    archive.store.tamper(NEWEST, new SignedNote(note.text(), more).encode());

    assertThat(archive.verify().problems()).isEmpty();
  }

  @Test
  void a30TheOriginOfAnotherLog() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    Checkpoint newest = newest(archive);
    Checkpoint other = new Checkpoint("other.example/log", newest.size(), newest.root());
    archive.store.tamper(NEWEST, SampleArchive.SIGNER.sign(other).encode());

    expect(archive, VerdictCode.ORIGIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crlf", "zero", "padding", "trailing", "bom", "many", "control"})
  void a32ANoteInAnotherForm(String form) throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.tamper(NEWEST, deformed(archive.read(NEWEST), form));

    expect(archive, VerdictCode.MALFORMED);
  }

  private static Bytes deformed(Bytes note, String form) {
    String text = note.toUtf8();
    SignedNote parsed = SignedNote.parse(note);
    return switch (form) {
      case "crlf" -> Bytes.utf8(text.replace("\n", "\r\n"));
      case "zero" -> Bytes.utf8(text.replaceFirst("\n5\n", "\n05\n"));
      case "padding" -> Bytes.utf8(text.replaceFirst("=\n\n", "\n\n"));
      case "trailing" -> Bytes.utf8(text + "more");
      case "bom" -> Bytes.utf8("\uFEFF" + text);
      case "control" -> Bytes.utf8(text.replaceFirst("\n5\n", "\n5\t\n"));
      default ->
          new SignedNote(parsed.text(), Collections.nCopies(101, parsed.signatures().get(0)))
              .encode();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"duplicate", "order", "float", "space", "tenant"})
  void a33ASealOrHeadsFileInAnotherForm(String form) throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String key = form.equals("tenant") ? archive.headsKey(1) : ArchiveLayout.seal(1);
    String text = archive.read(key).toUtf8();
    String changed =
        switch (form) {
          case "duplicate" -> text.replace("\"epoch\":\"1\"", "\"epoch\":\"1\",\"epoch\":\"1\"");
          case "order" ->
              text.replace("\"abandoned\":[],", "")
                  .replace("{\"closed_at\"", "{\"zzz\":1,\"abandoned\":[],\"closed_at\"");
          case "float" -> text.replace("\"partition\":0", "\"partition\":0.0");
          case "space" -> text.replace("{\"abandoned\"", "{ \"abandoned\"");
          default -> text.replace("\"tenant\":\"acme\"", "\"tenant\":\"\u0430cme\"");
        };
    assertThat(changed).isNotEqualTo(text);
    archive.store.tamper(key, Bytes.utf8(changed));

    expect(archive, VerdictCode.NON_CANONICAL);
  }

  @Test
  void a39ASecondSealForOneEpoch() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.tamper(
        ArchiveLayout.seal(3).replace(".json", ".fork.json"),
        otherHistory().read(ArchiveLayout.seal(3)));

    expect(archive, VerdictCode.FORK);
  }

  @Test
  void aReceiptThatIsNotTheOneNamed() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.tamper(ArchiveLayout.receipt(2), Bytes.utf8("{}"));

    expect(archive, VerdictCode.RECEIPT);
  }

  @Test
  void aTileThatIsNotTheLogs() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    archive.store.tamper("tile/0/000.p/5", Bytes.wrap(new byte[5 * 32]));

    expect(archive, VerdictCode.TILE);
  }

  @Test
  void anEmptyArchiveIsNotAVerifiedOne() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    for (String key : archive.store.list("")) {
      archive.store.remove(key);
    }

    expect(archive, VerdictCode.STALE_HEAD);
  }

  private static SampleArchive otherHistory() throws IOException {
    return SampleArchive.dishonest(
        new Edits() {
          @Override
          public List<SealableRecord> records(long epoch, List<SealableRecord> records) {
            return epoch == 1 ? records.subList(0, 9) : records;
          }
        });
  }

  private static Checkpoint newest(SampleArchive archive) {
    return Checkpoint.parse(SignedNote.parse(archive.read(NEWEST)).text());
  }

  private static TrustFile trust(int required, TrustedKey... keys) {
    return new TrustFile(SampleArchive.ORIGIN, Arrays.asList(keys), required, List.of());
  }

  private static VerificationReport verify(SampleArchive archive, TrustFile trust)
      throws IOException {
    return EvidenceVerifier.verify(archive.store, trust, VerifyOptions.DEFAULT);
  }

  private static void expect(SampleArchive archive, VerdictCode code) throws IOException {
    VerificationReport report = archive.verify();
    assertThat(report.counts()).containsKey(code);
    assertThat(report.ok()).isFalse();
  }
}
