package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.log.GrowingTiles;
import io.sealstream.evidence.log.TileObject;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * L2 over tiles: makes every one, full and partial, anew from the seals and compares. If the seals
 * are not those that were signed, that is the problem, and nothing is said about tiles.
 */
final class TileCheck {
  private static final int MAX_FAULTS = 100;

  private final EvidenceStore store;
  private final GrowingTiles tiles = new GrowingTiles();
  private final List<Problem> faults = new ArrayList<>();

  TileCheck(EvidenceStore store) {
    this.store = store;
  }

  /** The next seal's hash. */
  void add(Bytes sealHash) throws IOException {
    for (TileObject tile : tiles.add(sealHash)) {
      Optional<Bytes> found = store.read(tile.key());
      if (!found.equals(Optional.of(tile.body())) && faults.size() < MAX_FAULTS) {
        String why = found.isEmpty() ? "it is missing" : "it does not hold what the seals give";
        faults.add(new Problem(VerdictCode.TILE, tile.key(), why));
      }
    }
  }

  void report(Problems problems) {
    faults.forEach(fault -> problems.add(fault.code(), fault.where(), fault.why()));
  }
}
