package io.sealstream.evidence.merkle;

import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * An RFC 6962 tree that grows by leaf hashes and keeps only the roots of its full subtrees, so a
 * tree of n leaves takes log n hashes. One thread only.
 */
public final class MerkleTree {
  /** Roots of the full subtrees, largest first: one for each set bit of the size. */
  private final List<Bytes> peaks = new ArrayList<>();

  private long size;

  /** The root over these leaf hashes. */
  public static Bytes rootOf(List<Bytes> leafHashes) {
    MerkleTree tree = new MerkleTree();
    leafHashes.forEach(tree::add);
    return tree.root();
  }

  /** Appends a leaf by its hash. */
  public void add(Bytes leafHash) {
    peaks.add(leafHash);
    for (long n = size; (n & 1) == 1; n >>= 1) {
      Bytes right = peaks.remove(peaks.size() - 1);
      Bytes left = peaks.remove(peaks.size() - 1);
      peaks.add(TreeHash.node(left, right));
    }
    size++;
  }

  public long size() {
    return size;
  }

  /** The root over all leaves so far; of an empty tree the hash of nothing. */
  public Bytes root() {
    return fold(peaks);
  }

  /** The root above these peaks, largest first. */
  public static Bytes fold(List<Bytes> peaks) {
    if (peaks.isEmpty()) {
      return TreeHash.of(Bytes.EMPTY);
    }
    Bytes root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = TreeHash.node(peaks.get(i), root);
    }
    return root;
  }
}
