package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.note.Checkpoint;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** L2 over notes: each must be over the seals that are there, and all of one history. */
final class LogCheck {
  /** One seal that is another makes every note after it differ. */
  private static final int MAX_MISMATCHES = 100;

  private final Problems problems;
  private final List<Checkpoint> known;
  private final Checkpoint newest;
  private final List<Checkpoint> mismatches = new ArrayList<>();

  LogCheck(Problems problems, List<Checkpoint> known, Checkpoint newest) {
    this.problems = problems;
    this.known = List.copyOf(known);
    this.newest = newest;
  }

  /** Compares whatever note there is over the first {@code size} seals with their root. */
  void at(long size, Optional<Bytes> root, Optional<Checkpoint> note) {
    for (Checkpoint held : known) {
      if (held.size() == size) {
        compareHeld(held, note, root);
      }
    }
    if (note.isPresent()
        && root.isPresent()
        && !note.get().root().equals(root.get())
        && mismatches.size() < MAX_MISMATCHES) {
      mismatches.add(note.get());
    }
  }

  private void compareHeld(Checkpoint held, Optional<Checkpoint> note, Optional<Bytes> root) {
    String where = "known checkpoint of size " + held.size();
    if (note.isPresent() && !note.get().root().equals(held.root())) {
      problems.add(
          VerdictCode.EQUIVOCATION, where, "the archive has a signed note of another root");
    }
    boolean older = held.size() < newest.size() || note.isEmpty();
    if (older && root.isPresent() && !root.get().equals(held.root())) {
      problems.add(VerdictCode.INCONSISTENT, where, "the archive's seals give another root");
    }
  }

  /**
   * What can only be said once all seals were read.
   *
   * @return whether the seals give the root of the newest note
   */
  boolean finish(EvidenceStore store, Optional<Bytes> root) throws IOException {
    boolean newestHolds = root.isEmpty() || root.get().equals(newest.root());
    if (!newestHolds) {
      problems.add(
          VerdictCode.CHECKPOINT_ROOT,
          ArchiveLayout.note(newest.size()),
          "the seals do not give the signed root");
    }
    for (Checkpoint older : mismatches) {
      if (older.size() != newest.size() && newestHolds) {
        problems.add(
            VerdictCode.INCONSISTENT,
            ArchiveLayout.note(older.size()),
            "the newest note is not of the same history");
      }
    }
    ahead(store);
    return newestHolds && root.isPresent();
  }

  private void ahead(EvidenceStore store) throws IOException {
    for (Checkpoint held : known) {
      if (held.size() > newest.size()) {
        String why = "the archive's newest note has only " + newest.size() + " seals";
        String where = "known checkpoint of size " + held.size();
        problems.add(VerdictCode.STALE_HEAD, where, why);
        if (store.read(ArchiveLayout.seal(held.size() - 1)).isPresent()) {
          problems.add(VerdictCode.ROLLBACK, where, why + ", though the seals are there");
        }
      }
    }
  }
}
