package io.sealstream.evidence.merkle;

import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * That one leaf is in a tree.
 *
 * @param path the sibling hashes from the leaf up
 */
public record InclusionProof(long index, long size, List<Bytes> path) {

  /** The shape is checked where the proof is used: a malformed one must get its own verdict. */
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Proves one of these leaf hashes. */
  public static InclusionProof of(List<Bytes> leafHashes, int index) {
    if (index < 0 || index >= leafHashes.size()) {
      throw new IllegalArgumentException("no leaf " + index + " of " + leafHashes.size());
    }
    List<Bytes> path = new ArrayList<>();
    collect(leafHashes, index, path);
    return new InclusionProof(index, leafHashes.size(), path);
  }

  private static void collect(List<Bytes> leaves, int index, List<Bytes> path) {
    if (leaves.size() == 1) {
      return;
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    List<Bytes> left = leaves.subList(0, split);
    List<Bytes> right = leaves.subList(split, leaves.size());
    if (index < split) {
      collect(left, index, path);
      path.add(MerkleTree.rootOf(right));
    } else {
      collect(right, index - split, path);
      path.add(MerkleTree.rootOf(left));
    }
  }

  /**
   * The root that the leaf and the path give (RFC 9162, 2.1.3.2).
   *
   * @throws IllegalArgumentException when index, size and path length do not go together
   */
  public Bytes rootFor(Bytes leafHash) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index " + index + " is not below size " + size);
    }
    long node = index;
    long last = size - 1;
    Bytes hash = leafHash;
    for (Bytes sibling : path) {
      if (last == 0 || sibling.size() != TreeHash.SIZE) {
        throw new IllegalArgumentException("a path of " + path.size() + " hashes is too long");
      }
      if ((node & 1) == 1 || node == last) {
        hash = TreeHash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = TreeHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    if (last != 0) {
      throw new IllegalArgumentException("a path of " + path.size() + " hashes is too short");
    }
    return hash;
  }
}
