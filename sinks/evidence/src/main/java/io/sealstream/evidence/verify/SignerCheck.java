package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.note.TrustedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * L2 over keys: each note is signed by the keys that the last two seals under it name, and by no
 * other key of the log. Whom to trust is the trust file's matter; this one says that the log itself
 * agrees.
 */
final class SignerCheck {
  /** More are not kept, so that memory does not grow with a hostile archive. */
  private static final int MAX_ROTATIONS = 100;

  private final TrustFile trust;
  private final Problems problems;
  private final List<KeyRotation> rotations = new ArrayList<>();
  private Optional<EpochSeal> previous = Optional.empty();

  SignerCheck(TrustFile trust, Problems problems) {
    this.trust = trust;
    this.problems = problems;
  }

  /**
   * The next seal, if it could be read, and the note over the log that ends with it, if there is
   * one that holds.
   */
  void at(long epoch, Optional<EpochSeal> seal, Optional<SignedNote> note) {
    if (seal.isPresent()) {
      announced(seal.get());
      boolean all = epoch == 0 || previous.isPresent();
      List<NoteKey> signers = seal.get().noteSigners(previous);
      note.ifPresent(signed -> compare(ArchiveLayout.note(epoch + 1), signed, signers, all));
    }
    previous = seal;
  }

  private void announced(EpochSeal seal) {
    List<NoteKey> now = seal.provenance().signers();
    List<NoteKey> before = previous.map(last -> last.provenance().signers()).orElse(now);
    if (!before.equals(now) && rotations.size() < MAX_ROTATIONS) {
      rotations.add(KeyRotation.between(before, now, seal.epoch() + 1, seal.closedAtMillis()));
    }
  }

  private void compare(String where, SignedNote note, List<NoteKey> signers, boolean all) {
    for (NoteKey signer : signers) {
      if (!signer.name().equals(trust.origin()) || !note.isSignedBy(signer)) {
        problems.add(
            VerdictCode.SIGNERS,
            where,
            "not signed by %s (%s), which the seals name"
                .formatted(signer.label(), signer.algorithm().label()));
      }
    }
    if (!all) {
      return;
    }
    trust.keys().stream()
        .map(TrustedKey::key)
        .distinct()
        .filter(key -> key.name().equals(trust.origin()) && !signers.contains(key))
        .filter(key -> note.signatures().stream().anyMatch(key::isNamedBy))
        .forEach(
            key ->
                problems.add(
                    VerdictCode.SIGNERS,
                    where,
                    "signed by " + key.label() + ", which the seals do not name"));
  }

  /** The changes announced, at most a hundred. */
  List<KeyRotation> rotations() {
    return List.copyOf(rotations);
  }
}
