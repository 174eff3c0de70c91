package io.sealstream.evidence.note;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * How a note key signs. Its label is what trust files, seals and key rings call it: never change
 * one.
 */
public enum NoteAlgorithm {
  /** RFC 8032 over the text; the public key is its 32 bytes. */
  ED25519("ed25519", "Ed25519", "Ed25519", "302a300506032b6570032100", 32) {
    @Override
    Bytes publicKey(Bytes spki) {
      return Bytes.wrap(Arrays.copyOfRange(spki.unsafeArray(), prefix().length, spki.size()));
    }

    @Override
    Bytes spki(Bytes publicKey) {
      byte[] prefix = prefix();
      byte[] both = Arrays.copyOf(prefix, prefix.length + publicKey.size());
      System.arraycopy(publicKey.unsafeArray(), 0, both, prefix.length, publicKey.size());
      return Bytes.wrap(both);
    }

    @Override
    Bytes keyId(String name, Bytes publicKey) {
      MessageDigest digest = TreeHash.sha256();
      digest.update(Bytes.utf8(name).unsafeArray());
      digest.update(new byte[] {'\n', 1});
      return first4(digest.digest(publicKey.unsafeArray()));
    }
  },

  /** ECDSA on NIST P-256 over SHA-256 of the text, DER; the public key is its X.509 form in DER. */
  ECDSA_P256(
      "ecdsa-p256",
      "EC",
      "SHA256withECDSA",
      "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
      64) {
    @Override
    Bytes publicKey(Bytes spki) {
      return spki;
    }

    @Override
    Bytes spki(Bytes publicKey) {
      return publicKey;
    }

    /** C2SP gives this type a key id without the name. */
    @Override
    Bytes keyId(String name, Bytes publicKey) {
      return first4(TreeHash.of(publicKey).unsafeArray());
    }
  };

  private static final int KEY_ID_BYTES = 4;

  private final String label;
  final String keyFactory;
  final String signature;

  /** What X.509 puts before the key's own bytes. */
  private final String prefixHex;

  private final int ownBytes;

  NoteAlgorithm(String label, String keyFactory, String signature, String prefixHex, int ownBytes) {
    this.label = label;
    this.keyFactory = keyFactory;
    this.signature = signature;
    this.prefixHex = prefixHex;
    this.ownBytes = ownBytes;
  }

  /** The name in files. */
  public String label() {
    return label;
  }

  /**
   * The algorithm of this name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static NoteAlgorithm of(String label) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "algorithm must be ed25519 or ecdsa-p256, not \"" + label + '"'));
  }

  final byte[] prefix() {
    return Bytes.fromHex(prefixHex).toArray();
  }

  /** Whether these are a public key's X.509 bytes in the one form that is used here. */
  boolean isSpki(Bytes spki) {
    byte[] prefix = prefix();
    return spki.size() == prefix.length + ownBytes
        && Arrays.equals(spki.unsafeArray(), 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The public key as trust files and seals have it. */
  abstract Bytes publicKey(Bytes spki);

  /** Its X.509 form. */
  abstract Bytes spki(Bytes publicKey);

  /** The first four bytes of a hash that C2SP's signed-note defines for each type of signature. */
  abstract Bytes keyId(String name, Bytes publicKey);

  private static Bytes first4(byte[] hash) {
    return Bytes.wrap(Arrays.copyOf(hash, KEY_ID_BYTES));
  }
}
