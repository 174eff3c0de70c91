package io.sealstream.evidence.note;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.schemas.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ed25519 public key under the name it signs notes with. Safe for any thread.
 *
 * @param publicKey the 32 bytes of RFC 8032
 */
public record NoteKey(String name, Bytes publicKey) {
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_BYTES = 4;

  /** What X.509 puts before the 32 bytes. */
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  public NoteKey {
    if (!SignedNote.isKeyName(name)) {
      throw new IllegalArgumentException("a key name has neither space nor plus: " + name);
    }
    if (publicKey.size() != KEY_BYTES) {
      throw new IllegalArgumentException("an Ed25519 public key has 32 bytes: " + name);
    }
  }

  /** Takes the key out of its X.509 form. */
  public static NoteKey of(String name, PublicKey key) {
    byte[] spki = key.getEncoded();
    if (spki.length != SPKI_PREFIX.length + KEY_BYTES
        || !Arrays.equals(spki, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length)) {
      throw new IllegalArgumentException("not an Ed25519 public key: " + name);
    }
    return new NoteKey(name, Bytes.wrap(Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length)));
  }

  /** {@code SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[:4]}. */
  public Bytes id() {
    MessageDigest digest = TreeHash.sha256();
    digest.update(Bytes.utf8(name).unsafeArray());
    digest.update((byte) '\n');
    digest.update(ED25519);
    return Bytes.wrap(Arrays.copyOf(digest.digest(publicKey.unsafeArray()), KEY_ID_BYTES));
  }

  /** {@code name+id}: how seals name their signer. */
  public String label() {
    return name + "+" + id().toHex();
  }

  /** DER of the X.509 form, as openssl reads it. */
  public Bytes spki() {
    byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + KEY_BYTES);
    System.arraycopy(publicKey.unsafeArray(), 0, spki, SPKI_PREFIX.length, KEY_BYTES);
    return Bytes.wrap(spki);
  }

  /** Whether the signature over this note text is this key's. */
  public boolean verifies(String text, Bytes signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(spki().unsafeArray())));
      verifier.update(Bytes.utf8(text).unsafeArray());
      return verifier.verify(signature.unsafeArray());
    } catch (GeneralSecurityException e) {
      // A signature of the wrong shape is a wrong signature.
      return false;
    }
  }
}
