package io.sealstream.cli.policy;

import io.sealstream.cli.options.InputFile;
import io.sealstream.evidence.note.KeyPairSigner;
import io.sealstream.evidence.note.NoteSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Private Ed25519 keys of people who publish policies, as PKCS#8 PEM files. */
final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private SigningKey() {}

  /**
   * Reads a key.
   *
   * @throws IOException where the file is not there or holds no such key
   */
  static PrivateKey read(Path file) throws IOException {
    InputFile.require(file, "a private key, as 'sealstream policy key' makes it");
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " is no private key in PEM: " + BEGIN + " is missing");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IOException(
          file + " is no Ed25519 key in PKCS#8: make one with 'sealstream policy key'", e);
    }
  }

  /**
   * Makes a key, readable by its owner only.
   *
   * @return the public half, SubjectPublicKeyInfo in Base64
   * @throws IOException where the file exists or cannot be written
   */
  static String generate(Path file) throws IOException {
    // The name is of notes only: no key file holds it.
    KeyPairSigner signer = NoteSigner.generate("policy");
    signer.writePem(file);
    return Base64.getEncoder().encodeToString(signer.key().spki().unsafeArray());
  }
}
