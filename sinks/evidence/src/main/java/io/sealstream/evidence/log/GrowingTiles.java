package io.sealstream.evidence.log;

import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The tiles of a log as it grows, made from its leaves alone. Holds the unfinished tile of each
 * level. One thread only.
 */
public final class GrowingTiles {
  private final List<List<Bytes>> unfinished = new ArrayList<>();
  private long size;

  /** The tiles that this leaf makes, the lowest level first: those that {@link SealLog} writes. */
  public List<TileObject> add(Bytes leafHash) {
    List<TileObject> tiles = new ArrayList<>();
    Bytes hash = leafHash;
    for (int level = 0; ; level++) {
      if (level == unfinished.size()) {
        unfinished.add(new ArrayList<>());
      }
      List<Bytes> hashes = unfinished.get(level);
      hashes.add(hash);
      tiles.add(TileObject.of(level, size >> ((level + 1) * TilePath.LEVEL_BITS), hashes));
      if (hashes.size() < TilePath.WIDTH) {
        break;
      }
      hash = MerkleTree.rootOf(hashes);
      hashes.clear();
    }
    size++;
    return tiles;
  }
}
