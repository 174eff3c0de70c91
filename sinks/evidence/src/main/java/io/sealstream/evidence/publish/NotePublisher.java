package io.sealstream.evidence.publish;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.log.SealLog;
import io.sealstream.evidence.log.TileObject;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.KeyMissingException;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.ObjectConflictException;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a published seal into the log: tiles, then the signed note, then the hint. Repeating it is
 * fine, also by two processes at once. Signs only what follows from tiles and the seal itself.
 */
final class NotePublisher {
  private final EvidenceStore store;
  private final SigningKeys keys;

  NotePublisher(EvidenceStore store, SigningKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  /**
   * Makes the note over the log that ends with this seal. A note that is there stays, if it says
   * the same and has the signatures: those of ECDSA differ each time.
   *
   * @param previous the seal before it: where the keys change, its own sign too
   * @return what was written, hints aside
   * @throws EvidenceHaltException NOTE_CONFLICT when a note of this size says something else;
   *     KEY_MISSING when one of the keys cannot be had
   */
  List<PublishedObject> publish(EpochSeal seal, Optional<EpochSeal> previous, LockRequest lock)
      throws IOException {
    var appended = new SealLog(store::read).append(seal.epoch(), seal.hash());
    List<PublishedObject> written = new ArrayList<>();
    for (TileObject tile : appended.tiles()) {
      written.add(store.createOnce(tile.key(), tile.body(), lock));
    }
    var checkpoint = new Checkpoint(keys.origin(), appended.size(), appended.root());
    var wanted =
        new Wanted(ArchiveLayout.note(appended.size()), checkpoint, seal.noteSigners(previous));
    Optional<Bytes> there = store.read(wanted.key());
    Bytes note = there.isPresent() ? there.get() : sign(wanted);
    wanted.require(note);
    written.add(createNote(wanted, note, lock));
    store.putHint(ArchiveLayout.CHECKPOINT, note);
    return written;
  }

  private Bytes sign(Wanted wanted) throws IOException {
    String text = wanted.checkpoint().text();
    List<NoteSignature> lines = new ArrayList<>();
    try {
      for (NoteKey key : wanted.signers()) {
        NoteSignature line = keys.signer(key).sign(text);
        if (!key.verifies(text, line.signature())) {
          throw new IOException("the key " + key.label() + " gave a signature that is not its own");
        }
        lines.add(line);
      }
    } catch (KeyMissingException e) {
      throw new EvidenceHaltException(HaltCode.KEY_MISSING, e);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    return new SignedNote(text, lines).encode();
  }

  /** A note written in between by someone else is as good, if it says the same. */
  private PublishedObject createNote(Wanted wanted, Bytes note, LockRequest lock)
      throws IOException {
    try {
      return store.createOnce(wanted.key(), note, lock);
    } catch (ObjectConflictException e) {
      wanted.require(e.existing());
      return store.createOnce(wanted.key(), e.existing(), lock);
    }
  }

  /** What the note under this key must be. */
  private record Wanted(String key, Checkpoint checkpoint, List<NoteKey> signers) {

    void require(Bytes note) {
      SignedNote signed;
      try {
        signed = SignedNote.parse(note);
      } catch (EvidenceFormatException e) {
        throw conflict("is no note: " + e.getMessage());
      }
      if (!signed.text().equals(checkpoint.text())) {
        throw conflict("does not say what the seals give; verify the archive before going on");
      }
      for (NoteKey signer : signers) {
        if (!signed.isSignedBy(signer)) {
          throw conflict(
              "is not signed by " + signer.label() + "; verify the archive before going on");
        }
      }
    }

    private EvidenceHaltException conflict(String why) {
      return new EvidenceHaltException(HaltCode.NOTE_CONFLICT, key + " " + why);
    }
  }
}
