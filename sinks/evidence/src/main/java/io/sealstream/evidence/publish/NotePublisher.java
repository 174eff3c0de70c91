package io.sealstream.evidence.publish;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.log.SealLog;
import io.sealstream.evidence.log.TileObject;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.ObjectConflictException;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a published seal into the log: tiles, then the signed note, then the hint. Repeating it is
 * fine, also by two processes at once. Signs only what follows from tiles and the seal itself.
 */
final class NotePublisher {
  private final EvidenceStore store;
  private final NoteSigner signer;

  NotePublisher(EvidenceStore store, NoteSigner signer) {
    this.store = store;
    this.signer = signer;
  }

  /**
   * Makes the note over the log that ends with this seal.
   *
   * @return what was written, hints aside
   * @throws EvidenceHaltException NOTE_CONFLICT when a note of this size says something else
   */
  List<PublishedObject> publish(EpochSeal seal, LockRequest lock) throws IOException {
    var appended = new SealLog(store::read).append(seal.epoch(), seal.hash());
    List<PublishedObject> written = new ArrayList<>();
    for (TileObject tile : appended.tiles()) {
      written.add(store.createOnce(tile.key(), tile.body(), lock));
    }
    var checkpoint = new Checkpoint(signer.key().name(), appended.size(), appended.root());
    String key = ArchiveLayout.note(appended.size());
    Bytes note = store.read(key).orElseGet(() -> signer.sign(checkpoint).encode());
    requireSame(key, note, checkpoint);
    written.add(createNote(key, note, checkpoint, lock));
    store.putHint(ArchiveLayout.CHECKPOINT, note);
    return written;
  }

  /** A note written in between by someone else is as good, if it says the same. */
  private PublishedObject createNote(
      String key, Bytes note, Checkpoint checkpoint, LockRequest lock) throws IOException {
    try {
      return store.createOnce(key, note, lock);
    } catch (ObjectConflictException e) {
      requireSame(key, e.existing(), checkpoint);
      return store.createOnce(key, e.existing(), lock);
    }
  }

  private void requireSame(String key, Bytes note, Checkpoint expected) {
    try {
      var signed = SignedNote.parse(note);
      if (signed.text().equals(expected.text()) && isOurs(signed)) {
        return;
      }
    } catch (EvidenceFormatException e) {
      throw new EvidenceHaltException(
          HaltCode.NOTE_CONFLICT, key + " is no note: " + e.getMessage(), e);
    }
    throw new EvidenceHaltException(
        HaltCode.NOTE_CONFLICT,
        key + " does not say what the seals give; verify the archive before going on");
  }

  private boolean isOurs(SignedNote signed) {
    try {
      return TrustFile.of(signer.key()).verify(signed).size() > 0;
    } catch (EvidenceFormatException e) {
      // Signed by the previous key, before a rotation: the text is what counts, a verifier with
      // the trust file judges the signature.
      return signed.signatures().stream().noneMatch(line -> line.keyId().equals(signer.key().id()));
    }
  }
}
