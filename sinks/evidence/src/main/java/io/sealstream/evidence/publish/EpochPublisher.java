package io.sealstream.evidence.publish;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.PublicationReceipt;
import io.sealstream.evidence.format.SealedSchema;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.ObjectConflictException;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.evidence.store.UploadLostException;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Publishes one epoch after another, in the one order in which a crash at any point leaves nothing
 * that a reader could take for more than it is: retention table, objects, schemas, heads, seal,
 * tiles, note, receipt. Every step may be repeated, and repeating all of them gives the same
 * archive. One thread.
 */
public final class EpochPublisher {

  /** What became of an epoch. */
  public enum Outcome {
    /** It is in the archive. */
    PUBLISHED,
    /** The archive has another epoch of this number that covers the same offsets. */
    SUPERSEDED
  }

  private final EvidenceStore store;
  private final NotePublisher notes;
  private final RetentionHistory retention;

  /** Tells the announcer of each change of the retention table before the first seal under it. */
  public EpochPublisher(EvidenceStore store, SigningKeys keys, RetentionAnnouncer announcer) {
    this.store = store;
    this.retention = new RetentionHistory(store, announcer);
    this.notes = new NotePublisher(store, keys);
  }

  /**
   * Publishes the epoch; when it returns PUBLISHED everything is durable and locked as asked.
   *
   * @param restored whether the epoch comes out of a checkpoint of an earlier run
   * @throws IOException not known to have happened: repeat
   * @throws EvidenceHaltException ARCHIVE_BEHIND, FORK, STATE_CONTRADICTS, UPLOAD_LOST,
   *     NOTE_CONFLICT, OBJECT_CONFLICT, KEY_MISSING or RETENTION_VERSION
   */
  public Outcome publish(PendingEpoch pending, boolean restored) throws IOException {
    try {
      return write(pending, restored);
    } catch (ObjectConflictException e) {
      // Those of seal, note and receipt are settled where they arise. Elsewhere the key follows
      // from what is written, so another writer's bytes are damage or forgery.
      throw new EvidenceHaltException(HaltCode.OBJECT_CONFLICT, e);
    }
  }

  private Outcome write(PendingEpoch pending, boolean restored) throws IOException {
    EpochSeal seal = pending.parsedSeal();
    Optional<Bytes> previous = previous(seal);
    if (conflicts(seal, previous, pending.seal())) {
      return settleConflict(pending, restored);
    }
    List<PublishedObject> written = new ArrayList<>();
    // First: it says in which tiers an epoch that is given up left objects.
    written.add(
        create(
            ArchiveLayout.retention(TreeHash.of(pending.retention())),
            pending.retention(),
            pending));
    var locks = pending.locks();
    for (StagedObject object : pending.objects()) {
      written.add(complete(object, pending, locks.getOrDefault(object.key(), pending.lock())));
    }
    for (SealedSchema schema : pending.schemas()) {
      written.add(
          create(ArchiveLayout.schema(schema.sha256()), Bytes.utf8(schema.text()), pending));
    }
    written.add(create(seal.headsKey(), pending.heads(), pending));
    retention.before(seal, pending.retention());
    try {
      written.add(create(ArchiveLayout.seal(pending.epoch()), pending.seal(), pending));
      retention.sealed(seal);
    } catch (ObjectConflictException e) {
      return settleConflict(pending, restored);
    }
    written.addAll(notes.publish(seal, previous.map(EpochSeal::parse), pending.lock()));
    publishReceipt(new PublicationReceipt(pending.epoch(), written), pending);
    return Outcome.PUBLISHED;
  }

  /** The seal before this one; empty for the first. */
  private Optional<Bytes> previous(EpochSeal seal) throws IOException {
    if (seal.epoch() == 0) {
      return Optional.empty();
    }
    String key = ArchiveLayout.seal(seal.epoch() - 1);
    Optional<Bytes> previous = store.read(key);
    if (previous.isEmpty()) {
      throw new EvidenceHaltException(
          HaltCode.ARCHIVE_BEHIND,
          key + " is missing though it was published: the archive was rolled back");
    }
    return previous;
  }

  /** Whether the archive took another branch at or before this epoch. */
  private boolean conflicts(EpochSeal seal, Optional<Bytes> previous, Bytes body)
      throws IOException {
    if (previous.isPresent() && !TreeHash.leaf(previous.get()).equals(seal.previousSeal())) {
      return true;
    }
    return store
        .read(ArchiveLayout.seal(seal.epoch()))
        .filter(there -> !there.equals(body))
        .isPresent();
  }

  private Outcome settleConflict(PendingEpoch pending, boolean restored) throws IOException {
    if (!restored) {
      throw new EvidenceHaltException(
          HaltCode.FORK,
          pending + ": the archive has another seal; a second job writes to it. Stop one of them");
    }
    var archive = ArchiveHead.read(store).map(ArchiveHead::ends);
    if (archive.isPresent() && SealerState.covers(archive.get(), pending.ends())) {
      return Outcome.SUPERSEDED;
    }
    throw new EvidenceHaltException(
        HaltCode.STATE_CONTRADICTS,
        pending
            + ": the archive has another seal, and it does not reach this epoch's offsets; start"
            + " without state, so that they are read again");
  }

  private PublishedObject complete(StagedObject object, PendingEpoch pending, LockRequest lock)
      throws IOException {
    try {
      return store.complete(object, lock);
    } catch (UploadLostException e) {
      throw new EvidenceHaltException(
          HaltCode.UPLOAD_LOST,
          pending + ": " + e.getMessage() + "; start without state, so that it is read again",
          e);
    }
  }

  private PublishedObject create(String key, Bytes body, PendingEpoch pending) throws IOException {
    return store.createOnce(key, body, pending.lock());
  }

  /** A receipt of an earlier attempt stays: what the store said first is what it is held to. */
  private void publishReceipt(PublicationReceipt receipt, PendingEpoch pending) throws IOException {
    try {
      var unused = create(ArchiveLayout.receipt(receipt.epoch()), receipt.encode(), pending);
    } catch (ObjectConflictException e) {
      if (!isReceipt(e.existing())) {
        throw e;
      }
    }
  }

  private static boolean isReceipt(Bytes body) {
    try {
      var unused = PublicationReceipt.parse(body);
      return true;
    } catch (EvidenceFormatException e) {
      return false;
    }
  }
}
