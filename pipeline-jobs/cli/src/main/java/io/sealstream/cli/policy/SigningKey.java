package io.sealstream.cli.policy;

import io.sealstream.cli.options.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Private Ed25519 keys of people who publish policies, as PKCS#8 PEM files. */
final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int LINE = 64;

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
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java makes no Ed25519 keys: use Java 17 or later", e);
    }
    // Made empty with its permissions first: the key is at no time readable by others.
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var onlyOwner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(onlyOwner));
    } else {
      Files.createFile(file);
    }
    Base64.Encoder mime = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    String body = mime.encodeToString(pair.getPrivate().getEncoded());
    Files.writeString(
        file, BEGIN + "\n" + body + "\n" + END + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }
}
