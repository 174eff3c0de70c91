package io.sealstream.evidence.verify;

import io.sealstream.evidence.merkle.TreeHash;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Signing keys that anybody can make again, and that are therefore worth nothing. */
public final class SampleKeys {
  /** What PKCS#8 puts before the 32 bytes of an Ed25519 seed. */
  private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";

  private SampleKeys() {}

  /** Always the same key for a phrase. */
  public static NoteSigner of(String name, String phrase) {
    Bytes seed = TreeHash.of(Bytes.utf8("sealstream sample key: " + phrase));
    byte[] der = Bytes.fromHex(PKCS8_PREFIX + seed.toHex()).unsafeArray();
    String body = Base64.getEncoder().encodeToString(der);
    try {
      Path file = Files.createTempFile("sample-key", ".pem");
      try {
        Files.writeString(
            file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        return NoteSigner.fromPem(name, file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Always the same P-256 key for a phrase, and the same signature for a text. */
  public static NoteSigner ecdsa(String name, String phrase) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), always(phrase));
      KeyPair pair = generator.generateKeyPair();
      return new SampleEcdsa(NoteKey.of(name, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SecureRandom always(String phrase) throws GeneralSecurityException {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(TreeHash.of(Bytes.utf8("sealstream sample: " + phrase)).unsafeArray());
    return random;
  }

  private record SampleEcdsa(NoteKey key, PrivateKey secret) implements NoteSigner {
    @Override
    public NoteSignature sign(String text) {
      try {
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(secret, always(text));
        signer.update(Bytes.utf8(text).unsafeArray());
        return new NoteSignature(key.name(), key.id(), Bytes.wrap(signer.sign()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
