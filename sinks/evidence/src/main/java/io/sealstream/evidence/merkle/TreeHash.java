package io.sealstream.evidence.merkle;

import io.sealstream.schemas.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of the format, all SHA-256. Leaves, nodes and commitments have prefixes of their own,
 * so that none can pass as another.
 */
public final class TreeHash {
  /** Size of every hash in bytes. */
  public static final int SIZE = 32;

  /** What stands where there is nothing to name: the first seal's predecessor, for one. */
  public static final Bytes ZERO = Bytes.wrap(new byte[SIZE]);

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final byte COMMITMENT = 2;

  /** Never fed, only cloned. */
  private static final MessageDigest UNUSED = provided();

  private TreeHash() {}

  /** {@code SHA-256(data)}. */
  public static Bytes of(Bytes data) {
    return Bytes.wrap(sha256().digest(data.unsafeArray()));
  }

  /** {@code SHA-256(0x00 ‖ data)}: a leaf, and what "hash of a head" and "hash of a seal" mean. */
  public static Bytes leaf(Bytes data) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return Bytes.wrap(digest.digest(data.unsafeArray()));
  }

  /** {@code SHA-256(0x01 ‖ left ‖ right)}. */
  public static Bytes node(Bytes left, Bytes right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left.unsafeArray());
    return Bytes.wrap(digest.digest(right.unsafeArray()));
  }

  /** {@code SHA-256(0x02 ‖ salt ‖ stored)}: hides what it binds as long as the salt is secret. */
  public static Bytes commitment(Bytes salt, Bytes stored) {
    MessageDigest digest = sha256();
    digest.update(COMMITMENT);
    digest.update(salt.unsafeArray());
    return Bytes.wrap(digest.digest(stored.unsafeArray()));
  }

  /** A fresh digest. */
  public static MessageDigest sha256() {
    try {
      // To look for a provider takes as long as hashing an entry.
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the platform can be cloned", e);
    }
  }

  private static MessageDigest provided() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
