package io.sealstream.evidence.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.note.KeyMissingException;
import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteAlgorithm;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import io.sealstream.evidence.store.FolderEvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.verify.EvidenceVerifier;
import io.sealstream.evidence.verify.FollowedTrust;
import io.sealstream.evidence.verify.VerifyOptions;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
  private static final NoteSigner OLD = Epochs.SIGNER;
  private static final KeyPairSigner NEW =
      NoteSigner.generate("test/log", NoteAlgorithm.ECDSA_P256);
  private static final SealerState INITIAL = SealerState.initial(Epochs.NOW.toEpochMilli());

  @TempDir private Path folder = Path.of("");
  private FolderEvidenceStore store;
  private Epochs old;

  /** Some keys of the log. */
  private record Keys(List<NoteSigner> signers) implements SigningKeys {
    static Keys of(NoteSigner... signers) {
      return new Keys(List.of(signers));
    }

    @Override
    public String origin() {
      return "test/log";
    }

    @Override
    public List<NoteKey> inUse() {
      return signers.stream().map(NoteSigner::key).toList();
    }

    @Override
    public NoteSigner signer(NoteKey key) throws IOException {
      return signers.stream()
          .filter(signer -> signer.key().equals(key))
          .findFirst()
          .orElseThrow(() -> new KeyMissingException("the key " + key.label() + " is missing"));
    }
  }

  @BeforeEach
  void openStore() {
    store = new FolderEvidenceStore(folder);
    old = new Epochs(store, "run");
  }

  /** Epoch 0 by the old key, epochs 1 and 2 by the new one. */
  private List<PendingEpoch> rotated() throws IOException {
    var first = old.seal(INITIAL, 0, 5);
    Epochs next = old.signedBy(NEW.key());
    var second = next.seal(first.state(), 5, 8);
    var third = next.seal(second.state(), 8, 9);
    return List.of(first.pending(), second.pending(), third.pending());
  }

  private void publish(PendingEpoch pending, NoteSigner... signers) throws IOException {
    var unused = new EpochPublisher(store, Keys.of(signers), change -> {}).publish(pending, false);
  }

  private SignedNote note(long size) throws IOException {
    return SignedNote.parse(store.read(ArchiveLayout.note(size)).orElseThrow());
  }

  @Test
  void theNoteOfARotationHasTheOldKeysAndTheNewOnesAndTheNextTheNewAlone() throws IOException {
    for (PendingEpoch pending : rotated()) {
      publish(pending, NEW, OLD);
    }

    assertThat(note(1).signatures()).hasSize(1).allMatch(OLD.key()::isNamedBy);
    assertThat(note(2).signatures()).hasSize(2);
    assertThat(note(2).isSignedBy(OLD.key()) && note(2).isSignedBy(NEW.key())).isTrue();
    assertThat(note(3).signatures()).hasSize(1).allMatch(NEW.key()::isNamedBy);
  }

  @Test
  void anAuditorWhoTrustsTheOldKeyFollowsTheRotation() throws IOException {
    for (PendingEpoch pending : rotated()) {
      publish(pending, NEW, OLD);
    }
    TrustFile followed = FollowedTrust.follow(store, TrustFile.of(OLD.key()));

    assertThat(followed.keys())
        .containsExactly(
            new TrustedKey(OLD.key(), 1, 2), new TrustedKey(NEW.key(), 2, Long.MAX_VALUE));
    var report = EvidenceVerifier.verify(store, followed, VerifyOptions.DEFAULT);
    assertThat(report.ok()).as(report.lines().toString()).isTrue();
    assertThat(String.join("\n", report.lines()))
        .contains("keys change with the note over 2 seals", NEW.key().label(), OLD.key().label());
  }

  @Test
  void aRotationThatNoTrustedKeyHasSignedIsNotFollowed() throws IOException {
    List<PendingEpoch> epochs = rotated();
    publish(epochs.get(0), OLD);
    publish(epochs.get(1), NEW, OLD);
    NoteKey other = NoteSigner.generate("test/log").key();

    assertThatThrownBy(() -> FollowedTrust.follow(store, TrustFile.of(other)))
        .isInstanceOf(EvidenceFormatException.class);
  }

  @Test
  void aKeyThatCannotBeHadHaltsAndSigningGoesOnOnceItIsBack() throws IOException {
    List<PendingEpoch> epochs = rotated();
    publish(epochs.get(0), OLD);

    assertThatThrownBy(() -> publish(epochs.get(1), NEW))
        .isInstanceOf(EvidenceHaltException.class)
        .hasMessageStartingWith("KEY_MISSING: the key " + OLD.key().label());
    assertThat(store.read(ArchiveLayout.note(2))).isEmpty();
    publish(epochs.get(1), NEW, OLD);
    assertThat(note(2).signatures()).hasSize(2);
  }

  @Test
  void aNoteThatIsThereIsKeptThoughEcdsaSignsDifferentlyEachTime() throws IOException {
    List<PendingEpoch> epochs = rotated();
    for (PendingEpoch pending : epochs) {
      publish(pending, NEW, OLD);
    }
    Bytes before = note(3).encode();

    publish(epochs.get(2), NEW, OLD);
    assertThat(note(3).encode()).isEqualTo(before);
  }

  @Test
  void aNoteWithoutASignatureThatTheSealsNameIsAConflict() throws IOException {
    List<PendingEpoch> epochs = rotated();
    publish(epochs.get(0), OLD);
    publish(epochs.get(1), NEW, OLD);
    SignedNote whole = note(2);
    var stripped =
        new SignedNote(
            whole.text(), whole.signatures().stream().filter(NEW.key()::isNamedBy).toList());
    var other = new FolderEvidenceStore(folder.resolve("other"));
    for (String key : store.list("")) {
      Bytes body = store.read(key).orElseThrow();
      boolean note = key.equals(ArchiveLayout.note(2));
      if (!key.equals(ArchiveLayout.CHECKPOINT) && !key.startsWith("other/")) {
        other.createOnce(key, note ? stripped.encode() : body, LockRequest.NONE);
      }
    }

    assertThatThrownBy(
            () ->
                new EpochPublisher(other, Keys.of(OLD, NEW), change -> {})
                    .publish(epochs.get(1), true))
        .hasMessageStartingWith("NOTE_CONFLICT")
        .hasMessageContaining("is not signed by " + OLD.key().label());
  }

  @Test
  void aCrashBetweenARotationsSealAndItsNoteIsMendedWithAllItsKeys() throws IOException {
    List<PendingEpoch> epochs = rotated();
    publish(epochs.get(0), OLD);
    var crashing =
        new EpochPublisher(CrashingStore.after(4, store), Keys.of(OLD, NEW), change -> {});
    assertThatThrownBy(() -> crashing.publish(epochs.get(1), false))
        .isInstanceOf(IOException.class);
    assertThat(store.read(ArchiveLayout.seal(1))).isPresent();
    assertThat(store.read(ArchiveLayout.note(2))).isEmpty();

    var adoption = new ArchiveAdoption(store, SaltSource.secure());
    assertThat(adoption.rollForward(Keys.of(OLD, NEW), LockRequest.NONE)).isTrue();
    assertThat(note(2).signatures()).hasSize(2);
    assertThat(EpochSeal.parse(epochs.get(1).seal()).provenance().signers())
        .containsExactly(NEW.key());
  }
}
