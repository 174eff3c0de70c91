package io.sealstream.evidence.note;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Signs notes with one key, wherever that key is kept. Nothing of the private key is ever printed.
 * Safe for any thread. One signer is all the keys of a log that has but one.
 */
public interface NoteSigner extends SigningKeys {

  /** The public half. */
  NoteKey key();

  /**
   * One signature over a note text. Those of ECDSA differ from call to call.
   *
   * @throws java.io.UncheckedIOException when whoever keeps the key does not answer: repeat
   */
  NoteSignature sign(String text);

  @Override
  default String origin() {
    return key().name();
  }

  @Override
  default List<NoteKey> inUse() {
    return List.of(key());
  }

  @Override
  default NoteSigner signer(NoteKey wanted) throws KeyMissingException {
    if (!wanted.equals(key())) {
      throw new KeyMissingException(
          "the key " + wanted.label() + " is missing; there is only " + key().label());
    }
    return this;
  }

  /** The note over a checkpoint, signed by this key alone. */
  default SignedNote sign(Checkpoint checkpoint) {
    String text = checkpoint.text();
    return new SignedNote(text, List.of(sign(text)));
  }

  /** A new Ed25519 key under this name, in memory only. */
  static KeyPairSigner generate(String name) {
    return generate(name, NoteAlgorithm.ED25519);
  }

  /** A new key under this name, in memory only. */
  static KeyPairSigner generate(String name, NoteAlgorithm algorithm) {
    return KeyPairSigner.generate(name, algorithm);
  }

  /**
   * Reads a PKCS#8 PEM file ({@code openssl genpkey -algorithm ed25519} makes one too).
   *
   * @throws IOException when it cannot be read or holds no Ed25519 key
   */
  static KeyPairSigner fromPem(String name, Path file) throws IOException {
    return KeyPairSigner.fromPem(name, file);
  }

  /**
   * Reads the only key entry of a PKCS#12 file.
   *
   * @throws IOException when it cannot be opened or holds no key of Ed25519 or ECDSA P-256
   */
  static KeyPairSigner fromPkcs12(String name, Path file, char[] password) throws IOException {
    return KeyPairSigner.fromPkcs12(name, file, password);
  }
}
