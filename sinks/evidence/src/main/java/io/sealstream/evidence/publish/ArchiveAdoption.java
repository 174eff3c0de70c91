package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.EpochSeal.ReceiptRef;
import io.sealstream.evidence.format.SaltSource;
import io.sealstream.evidence.format.TenantLedger;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.ObjectConflictException;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides at start whether the job's state or the archive says how things stand. The archive is the
 * truth; the state is only ahead of it by epochs that the committer still holds.
 */
public final class ArchiveAdoption {
  /** More epochs than are ever cut and not yet published. */
  private static final int LOOK_BACK = 16;

  private final EvidenceStore store;
  private final SaltSource salts;

  public ArchiveAdoption(EvidenceStore store, SaltSource salts) {
    this.store = store;
    this.salts = salts;
  }

  /** How the state relates to the archive. */
  public enum Relation {
    /** The state is ahead on the archive's own branch: the committer has the rest. */
    KEEP,
    /** Both end with the same seal. */
    EQUAL,
    /** The archive is ahead, or took another branch that covers all of the state's offsets. */
    ADOPT
  }

  /** The state to go on from. */
  public record Adopted(Relation relation, SealerState state) {}

  /**
   * Compares state and archive.
   *
   * @throws EvidenceHaltException STATE_CONTRADICTS when the archive took another branch and does
   *     not cover the state's offsets: the source cannot seek back to them
   */
  public Adopted adopt(SealerState state) throws IOException {
    Optional<ArchiveHead> newest = ArchiveHead.read(store);
    if (newest.isEmpty()) {
      // Either nothing is published yet, or it vanished: then the next commit halts.
      return new Adopted(state.nextEpoch() == 0 ? Relation.EQUAL : Relation.KEEP, state);
    }
    ArchiveHead head = newest.get();
    long published = head.epoch() + 1;
    if (published <= state.nextEpoch() && sameAt(published - 1, state, head)) {
      return new Adopted(published == state.nextEpoch() ? Relation.EQUAL : Relation.KEEP, state);
    }
    if (SealerState.covers(head.ends(), state.next())) {
      return new Adopted(Relation.ADOPT, stateOf(head));
    }
    throw new EvidenceHaltException(
        HaltCode.STATE_CONTRADICTS,
        "the state ends before epoch %d, the archive with epoch %d of another branch that does not reach all of the state's offsets; start without state, so that they are read again"
            .formatted(state.nextEpoch(), head.epoch()));
  }

  private static boolean sameAt(long epoch, SealerState state, ArchiveHead head) {
    return state.sealHash(epoch).filter(head.seal().hash()::equals).isPresent();
  }

  private SealerState stateOf(ArchiveHead head) throws IOException {
    var hashes = new TreeMap<Long, Bytes>();
    hashes.put(head.epoch(), head.seal().hash());
    return new SealerState(
        head.epoch() + 1,
        head.ends(),
        hashes,
        TenantLedger.adopt(store::read, head.epoch(), salts).states(),
        head.seal().receipt(),
        head.seal().provenance().policySet(),
        head.seal().closedAtMillis());
  }

  /**
   * Writes what a crash left missing behind the newest seal: tiles, note and hint. A receipt cannot
   * be written later, as what the store answered is gone with the crash; the committer writes it
   * when it repeats the epoch.
   *
   * @return whether something was missing
   * @throws EvidenceHaltException ORIGIN when the archive is another log's; OBJECT_CONFLICT or
   *     NOTE_CONFLICT when it holds something else there; KEY_MISSING when a key cannot be had
   */
  public boolean rollForward(SigningKeys keys, LockRequest lock) throws IOException {
    Optional<ArchiveHead> newest = ArchiveHead.read(store);
    if (newest.isEmpty()) {
      return false;
    }
    EpochSeal seal = newest.get().seal();
    requireOrigin(keys.origin(), seal.epoch());
    if (store.read(ArchiveLayout.note(seal.epoch() + 1)).isPresent()) {
      return false;
    }
    try {
      var unused = new NotePublisher(store, keys).publish(seal, before(seal), lock);
    } catch (ObjectConflictException e) {
      throw new EvidenceHaltException(HaltCode.OBJECT_CONFLICT, e);
    }
    return true;
  }

  private Optional<EpochSeal> before(EpochSeal seal) throws IOException {
    return seal.epoch() == 0
        ? Optional.empty()
        : store.read(ArchiveLayout.seal(seal.epoch() - 1)).map(EpochSeal::parse);
  }

  private void requireOrigin(String origin, long epoch) throws IOException {
    Optional<Bytes> note = store.read(ArchiveLayout.note(epoch + 1));
    if (note.isEmpty() && epoch > 0) {
      note = store.read(ArchiveLayout.note(epoch));
    }
    if (note.isEmpty()) {
      return;
    }
    String found = Checkpoint.parse(SignedNote.parse(note.get()).text()).origin();
    if (!found.equals(origin)) {
      throw new EvidenceHaltException(
          HaltCode.ORIGIN,
          "the archive is the log " + found + ", not " + origin + "; use another folder or bucket");
    }
  }

  /**
   * The newest receipt among the last few epochs. Blocks: not for a thread that seals.
   *
   * @param sealed number of the last epoch cut
   */
  public Optional<ReceiptRef> newestReceipt(long sealed) throws IOException {
    for (long epoch = sealed; epoch >= 0 && epoch > sealed - LOOK_BACK; epoch--) {
      Optional<Bytes> body = store.read(ArchiveLayout.receipt(epoch));
      if (body.isPresent()) {
        return Optional.of(new ReceiptRef(epoch, TreeHash.of(body.get())));
      }
    }
    return Optional.empty();
  }
}
