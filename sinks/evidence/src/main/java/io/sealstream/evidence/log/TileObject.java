package io.sealstream.evidence.log;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.util.List;

/** A tile to write: 1 to 256 hashes, one after the other. */
public record TileObject(String key, Bytes body) {

  /**
   * The tile that holds these.
   *
   * @param index of the tile on its level
   */
  static TileObject of(int level, long index, List<Bytes> hashes) {
    byte[] body = new byte[hashes.size() * TreeHash.SIZE];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i).unsafeArray(), 0, body, i * TreeHash.SIZE, TreeHash.SIZE);
    }
    return new TileObject(TilePath.of(level, index, hashes.size()), Bytes.wrap(body));
  }
}
