package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows a log's rotations from keys that are trusted already: where a seal changes the keys, the
 * note over it must be signed by as many trusted keys as the trust file demands, and be over these
 * very seals. Then the retired keys end at its size, and the new ones begin there. Reads seals and
 * the notes of rotations, nothing else: it is no verification.
 */
public final class FollowedTrust {
  private final EvidenceStore store;
  private final MerkleTree tree = new MerkleTree();
  private TrustFile trust;
  private List<NoteKey> signers = List.of();

  private FollowedTrust(EvidenceStore store, TrustFile trust) {
    this.store = store;
    this.trust = trust;
  }

  /**
   * The trust file with all rotations that the archive holds.
   *
   * @throws EvidenceFormatException when a rotation is not vouched for, with the code of why
   */
  public static TrustFile follow(EvidenceStore store, TrustFile start) throws IOException {
    return new FollowedTrust(store, start).run();
  }

  private TrustFile run() throws IOException {
    for (long epoch = 0; ; epoch++) {
      Optional<Bytes> text = store.read(ArchiveLayout.seal(epoch));
      if (text.isEmpty()) {
        return trust;
      }
      EpochSeal seal = EpochSeal.parse(text.get());
      tree.add(TreeHash.leaf(text.get()));
      List<NoteKey> named = seal.provenance().signers();
      boolean changed = epoch > 0 && !named.equals(signers);
      if (changed && !rotated(KeyRotation.between(signers, named, epoch + 1, 0))) {
        return trust;
      }
      signers = named;
    }
  }

  /** Gives whether the rotation has its note; the newest one may not have it yet. */
  private boolean rotated(KeyRotation rotation) throws IOException {
    String key = ArchiveLayout.note(rotation.size());
    Optional<Bytes> text = store.read(key);
    if (text.isEmpty()) {
      return false;
    }
    SignedNote note = SignedNote.parse(text.get());
    Checkpoint checkpoint = trust.verify(note);
    if (checkpoint.size() != rotation.size() || !checkpoint.root().equals(tree.root())) {
      throw new EvidenceFormatException(
          VerdictCode.CHECKPOINT_ROOT, key + " is not over the seals that change the keys");
    }
    for (NoteKey added : rotation.added()) {
      if (!note.isSignedBy(added)) {
        throw new EvidenceFormatException(
            VerdictCode.SIGNERS, key + " is not signed by the new key " + added.label());
      }
    }
    trust = extended(rotation);
    return true;
  }

  private TrustFile extended(KeyRotation rotation) {
    List<TrustedKey> keys = new ArrayList<>();
    for (TrustedKey old : trust.keys()) {
      boolean ends = rotation.retired().contains(old.key()) && old.covers(rotation.size());
      keys.add(ends ? new TrustedKey(old.key(), old.fromSize(), rotation.size()) : old);
    }
    for (NoteKey added : rotation.added()) {
      boolean there =
          keys.stream().anyMatch(old -> old.key().equals(added) && old.covers(rotation.size()));
      if (!there) {
        keys.add(new TrustedKey(added, rotation.size(), Long.MAX_VALUE));
      }
    }
    return new TrustFile(trust.origin(), keys, trust.requiredSignatures(), trust.gapFreeTopics());
  }
}
