package io.sealstream.evidence.note;

import io.sealstream.schemas.Bytes;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Comparator;

/**
 * A public key under the name it signs notes with. Safe for any thread. Ordered by name, algorithm
 * and public key, as seals list them.
 *
 * @param publicKey for Ed25519 the 32 bytes of RFC 8032, for ECDSA P-256 the X.509 form in DER with
 *     an uncompressed point
 */
public record NoteKey(String name, NoteAlgorithm algorithm, Bytes publicKey)
    implements Serializable, Comparable<NoteKey> {
  private static final long serialVersionUID = 1L;
  private static final Comparator<NoteKey> ORDER =
      Comparator.comparing(NoteKey::name)
          .thenComparing(key -> key.algorithm().label())
          .thenComparing(NoteKey::base64);

  public NoteKey {
    if (!SignedNote.isKeyName(name)) {
      throw new IllegalArgumentException("a key name has neither space nor plus: " + name);
    }
    if (!algorithm.isSpki(algorithm.spki(publicKey))
        || (algorithm == NoteAlgorithm.ECDSA_P256 && !P256.isOnCurve(publicKey))) {
      throw new IllegalArgumentException("no public key of " + algorithm.label() + ": " + name);
    }
  }

  /** An Ed25519 key. */
  public NoteKey(String name, Bytes publicKey) {
    this(name, NoteAlgorithm.ED25519, publicKey);
  }

  /**
   * Takes the key out of its X.509 form.
   *
   * @throws IllegalArgumentException when it is of another algorithm or curve
   */
  public static NoteKey of(String name, PublicKey key) {
    return of(name, Bytes.wrap(key.getEncoded()));
  }

  /** The same, from DER. */
  public static NoteKey of(String name, Bytes spki) {
    for (NoteAlgorithm algorithm : NoteAlgorithm.values()) {
      if (algorithm.isSpki(spki)) {
        return new NoteKey(name, algorithm, algorithm.publicKey(spki));
      }
    }
    throw new IllegalArgumentException("neither an Ed25519 nor an ECDSA P-256 public key: " + name);
  }

  /** The four bytes by which a signature line names the key. */
  public Bytes id() {
    return algorithm.keyId(name, publicKey);
  }

  /** {@code name+id}, for people. */
  public String label() {
    return name + "+" + id().toHex();
  }

  /** The public key as files have it. */
  public String base64() {
    return Base64.getEncoder().encodeToString(publicKey.unsafeArray());
  }

  /** DER of the X.509 form, as openssl reads it. */
  public Bytes spki() {
    return algorithm.spki(publicKey);
  }

  /** Whether the line says that it is this key's; nothing is verified. */
  public boolean isNamedBy(NoteSignature line) {
    return line.name().equals(name) && line.keyId().equals(id());
  }

  /** Whether the signature over this note text is this key's. */
  public boolean verifies(String text, Bytes signature) {
    if (algorithm == NoteAlgorithm.ECDSA_P256 && !P256.isSignature(signature)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(algorithm.signature);
      verifier.initVerify(
          KeyFactory.getInstance(algorithm.keyFactory)
              .generatePublic(new X509EncodedKeySpec(spki().unsafeArray())));
      verifier.update(Bytes.utf8(text).unsafeArray());
      return verifier.verify(signature.unsafeArray());
    } catch (GeneralSecurityException e) {
      // A signature of the wrong shape is a wrong signature.
      return false;
    }
  }

  @Override
  public int compareTo(NoteKey other) {
    return ORDER.compare(this, other);
  }
}
