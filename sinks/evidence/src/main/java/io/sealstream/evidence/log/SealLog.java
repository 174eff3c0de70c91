package io.sealstream.evidence.log;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.TenantLedger.ObjectReader;
import io.sealstream.evidence.merkle.InclusionProof;
import io.sealstream.evidence.merkle.MerkleTree;
import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The RFC 6962 tree over seals, stored as C2SP tiles. Leaf n is the hash of the seal of epoch n.
 * Every size gets a note, so every size's partial tiles are kept.
 *
 * <p>Reads a handful of tiles per call; tiles are not to be trusted before the root they give is
 * the one of a verified note.
 */
public final class SealLog {
  private final ObjectReader tiles;

  /** Over an archive, for example {@code store::read}. */
  public SealLog(ObjectReader tiles) {
    this.tiles = tiles;
  }

  /**
   * The log one leaf longer.
   *
   * @param tiles to be written before the note over the new size
   */
  public record Appended(long size, Bytes root, List<TileObject> tiles) {
    public Appended {
      tiles = List.copyOf(tiles);
    }
  }

  /**
   * What to write to append one leaf to a log of this size. Repeating it gives the same.
   *
   * @throws IOException when a tile of the old size is missing
   */
  public Appended append(long oldSize, Bytes leafHash) throws IOException {
    List<TileObject> written = new ArrayList<>();
    Bytes hash = leafHash;
    for (int level = 0; ; level++) {
      long count = oldSize >> (level * TilePath.LEVEL_BITS);
      int oldWidth = (int) (count % TilePath.WIDTH);
      List<Bytes> hashes = new ArrayList<>(read(level, count / TilePath.WIDTH, oldWidth));
      hashes.add(hash);
      written.add(TileObject.of(level, count / TilePath.WIDTH, hashes));
      if (hashes.size() < TilePath.WIDTH) {
        break;
      }
      hash = MerkleTree.rootOf(hashes);
    }
    long size = oldSize + 1;
    return new Appended(size, root(size, overlay(written)), written);
  }

  /** The tiles that are written with this leaf, as {@link #append} writes them. */
  public static List<String> written(long index) {
    List<String> keys = new ArrayList<>();
    for (int level = 0; ; level++) {
      long before = index >> (level * TilePath.LEVEL_BITS);
      int width = (int) (before % TilePath.WIDTH) + 1;
      keys.add(TilePath.of(level, before / TilePath.WIDTH, width));
      if (width < TilePath.WIDTH) {
        return keys;
      }
    }
  }

  private ObjectReader overlay(List<TileObject> written) {
    return key -> {
      for (TileObject tile : written) {
        if (tile.key().equals(key)) {
          return Optional.of(tile.body());
        }
      }
      return tiles.read(key);
    };
  }

  /** The root of the first {@code size} leaves, from tiles. */
  public Bytes root(long size) throws IOException {
    return root(size, tiles);
  }

  private static Bytes root(long size, ObjectReader reader) throws IOException {
    SealLog log = new SealLog(reader);
    return log.rangeRoot(0, size, size);
  }

  /** Proves the leaf in the tree of the first {@code size} leaves, from tiles. */
  public InclusionProof inclusion(long index, long size) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " of " + size);
    }
    List<Bytes> path = new ArrayList<>();
    collect(index, 0, size, size, path);
    return new InclusionProof(index, size, path);
  }

  private void collect(long index, long from, long to, long size, List<Bytes> path)
      throws IOException {
    if (to - from == 1) {
      return;
    }
    long split = from + Long.highestOneBit(to - from - 1);
    if (index < split) {
      collect(index, from, split, size, path);
      path.add(rangeRoot(split, to, size));
    } else {
      collect(index, split, to, size, path);
      path.add(rangeRoot(from, split, size));
    }
  }

  /** RFC 6962 root of a range that starts where a subtree of at least its size starts. */
  private Bytes rangeRoot(long from, long to, long size) throws IOException {
    List<Bytes> peaks = new ArrayList<>();
    for (long at = from; at < to; ) {
      long width = Long.highestOneBit(to - at);
      peaks.add(subtree(at, Long.numberOfTrailingZeros(width), size));
      at += width;
    }
    return MerkleTree.fold(peaks);
  }

  private Bytes subtree(long from, int height, long size) throws IOException {
    int level = height / TilePath.LEVEL_BITS;
    long first = from >> (level * TilePath.LEVEL_BITS);
    int count = 1 << (height % TilePath.LEVEL_BITS);
    long tile = first / TilePath.WIDTH;
    long available = (size >> (level * TilePath.LEVEL_BITS)) - tile * TilePath.WIDTH;
    List<Bytes> hashes = read(level, tile, (int) Math.min(available, TilePath.WIDTH));
    int start = (int) (first % TilePath.WIDTH);
    return MerkleTree.rootOf(hashes.subList(start, start + count));
  }

  private List<Bytes> read(int level, long index, int width) throws IOException {
    if (width == 0) {
      return List.of();
    }
    String key = TilePath.of(level, index, width);
    Bytes body = tiles.read(key).orElseThrow(() -> new IOException("the archive lacks " + key));
    if (body.size() != width * TreeHash.SIZE) {
      throw new EvidenceFormatException(
          VerdictCode.TILE, key + " has " + body.size() + " bytes, not " + width + " hashes");
    }
    List<Bytes> hashes = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      hashes.add(
          Bytes.wrap(
              Arrays.copyOfRange(body.unsafeArray(), i * TreeHash.SIZE, (i + 1) * TreeHash.SIZE)));
    }
    return hashes;
  }
}
