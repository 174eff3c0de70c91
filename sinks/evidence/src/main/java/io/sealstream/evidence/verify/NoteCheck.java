package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.note.SignedNote;
import io.sealstream.evidence.note.TrustFile;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.Optional;

/** L1: the notes in an archive, and those that the auditor kept. */
final class NoteCheck {
  private final EvidenceStore store;
  private final TrustFile trust;
  private final Problems problems;

  NoteCheck(EvidenceStore store, TrustFile trust, Problems problems) {
    this.store = store;
    this.trust = trust;
    this.problems = problems;
  }

  /** Checks every note; gives the newest that holds, by its own size. */
  Optional<Checkpoint> all(SortedNames noteKeys) throws IOException {
    try (var keys = noteKeys.read()) {
      return all(keys);
    }
  }

  private Optional<Checkpoint> all(SortedNames.Cursor keys) throws IOException {
    Optional<Checkpoint> newest = Optional.empty();
    long next = 1;
    for (String key = keys.next(); key != null; key = keys.next()) {
      Optional<Checkpoint> checkpoint = verify(key, store.read(key).orElse(Bytes.EMPTY));
      long named = ArchiveLayout.number(key);
      if (checkpoint.isPresent() && checkpoint.get().size() != named) {
        problems.add(
            VerdictCode.ROLLBACK, key, "a note over " + checkpoint.get().size() + " seals");
      }
      if (checkpoint.isPresent()) {
        sameHistory(key, checkpoint.get());
      }
      if (!key.equals(ArchiveLayout.note(named))) {
        problems.add(VerdictCode.UNSEALED_OBJECT, key, "no note has this name");
        continue;
      }
      if (named > next) {
        problems.add(VerdictCode.EPOCH_GAP, ArchiveLayout.note(next), missing(next, named - 1));
      }
      next = Math.max(next, named + 1);
      if (newest.isEmpty()
          || (checkpoint.isPresent() && checkpoint.get().size() >= newest.get().size())) {
        newest = checkpoint;
      }
    }
    if (newest.isEmpty()) {
      problems.add(VerdictCode.STALE_HEAD, ArchiveLayout.NOTES, "there is no note that holds");
    }
    return newest;
  }

  private static String missing(long from, long to) {
    return from == to
        ? "the note is missing"
        : "the notes over " + from + " to " + to + " seals are missing";
  }

  /** A signed note under another name than its own may be one of two histories. */
  private void sameHistory(String key, Checkpoint checkpoint) throws IOException {
    Optional<Checkpoint> named = signed(checkpoint.size()).map(NoteCheck::checkpoint);
    if (named.isPresent() && !named.get().root().equals(checkpoint.root())) {
      problems.add(
          VerdictCode.EQUIVOCATION, key, "another signed note of this size and another root");
    }
  }

  /** The checkpoint in a note, a problem if it does not hold. */
  Optional<Checkpoint> verify(String where, Bytes note) {
    try {
      return Optional.of(trust.verify(SignedNote.parse(note)));
    } catch (EvidenceFormatException e) {
      problems.add(where, e);
      return Optional.empty();
    }
  }

  /** The archive's note over that many seals, if there is one that holds. */
  Optional<SignedNote> signed(long size) throws IOException {
    return store
        .read(ArchiveLayout.note(size))
        .filter(note -> quietly(note).filter(found -> found.size() == size).isPresent())
        .map(SignedNote::parse);
  }

  static Checkpoint checkpoint(SignedNote note) {
    return Checkpoint.parse(note.text());
  }

  /** The unlocked hint counts as one more note, as far as it is signed. */
  Optional<Checkpoint> hint() throws IOException {
    return store.read(ArchiveLayout.CHECKPOINT).flatMap(this::quietly);
  }

  private Optional<Checkpoint> quietly(Bytes note) {
    try {
      return Optional.of(trust.verify(SignedNote.parse(note)));
    } catch (EvidenceFormatException e) {
      return Optional.empty();
    }
  }
}
