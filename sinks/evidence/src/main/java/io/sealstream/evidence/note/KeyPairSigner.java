package io.sealstream.evidence.note;

import io.sealstream.schemas.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;

/**
 * Signs notes with a key that this process holds, or that a provider of the JDK holds for it. The
 * private key never leaves it, and nothing of it is printed. Safe for any thread.
 */
public final class KeyPairSigner implements NoteSigner {
  private static final String ED25519 = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final String NO_PEM =
      " is not an unencrypted PKCS#8 PEM file; 'openssl genpkey -algorithm ed25519' makes one";

  private final NoteKey key;
  private final PrivateKey privateKey;

  private KeyPairSigner(NoteKey key, PrivateKey privateKey) {
    this.key = key;
    this.privateKey = privateKey;
  }

  static KeyPairSigner generate(String name, NoteAlgorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyFactory);
      if (algorithm == NoteAlgorithm.ECDSA_P256) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      KeyPair pair = generator.generateKeyPair();
      return new KeyPairSigner(NoteKey.of(name, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 17 has " + algorithm, e);
    }
  }

  static KeyPairSigner fromPem(String name, Path file) throws IOException {
    String pem = text(file).strip();
    if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
      throw new IOException(file + NO_PEM);
    }
    String body = pem.substring(BEGIN.length(), pem.length() - END.length());
    try {
      byte[] der = Base64.getMimeDecoder().decode(body);
      return of(
          name, KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " holds no Ed25519 private key", e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (CharacterCodingException e) {
      throw new IOException(file + NO_PEM, e);
    }
  }

  static KeyPairSigner fromPkcs12(String name, Path file, char[] password) throws IOException {
    try {
      KeyStore store = open(file, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey found) {
          return new KeyPairSigner(
              NoteKey.of(name, store.getCertificate(alias).getPublicKey()), found);
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          file + " cannot be used as a note key: make an Ed25519 or ECDSA P-256 key", e);
    }
    throw new IOException(file + " holds no private key: name the file that does");
  }

  private static KeyStore open(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    // Read first: what the disk refuses keeps its own words.
    byte[] bytes = Files.readAllBytes(file);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(bytes), password);
      return store;
    } catch (IOException e) {
      String why =
          e.getCause() instanceof UnrecoverableKeyException
              ? " does not open with this password: give the right one"
              : " is not a PKCS#12 file: name one, or a PEM file under another ending";
      throw new IOException(file + why, e);
    }
  }

  /** The public half follows from the private one: the JDK derives it from the same seed. */
  private static KeyPairSigner of(String name, PrivateKey privateKey)
      throws GeneralSecurityException {
    Bytes seed =
        ((EdECPrivateKey) privateKey)
            .getBytes()
            .map(Bytes::wrap)
            .orElseThrow(() -> new GeneralSecurityException("the key does not give its seed"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ED25519);
    generator.initialize(NamedParameterSpec.ED25519, new FixedSeed(seed));
    return new KeyPairSigner(NoteKey.of(name, generator.generateKeyPair().getPublic()), privateKey);
  }

  /** Gives the seed where the generator asks for randomness. */
  private static final class FixedSeed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final Bytes seed;

    FixedSeed(Bytes seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed.unsafeArray(), 0, bytes, 0, bytes.length);
    }
  }

  /**
   * Writes the private key as PKCS#8 PEM, readable by its owner only. An existing file is left
   * alone. For keys made here, of Ed25519.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one
   */
  public void writePem(Path file) throws IOException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded());
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(
        file, BEGIN + "\n" + body + "\n" + END + "\n", StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Override
  public NoteKey key() {
    return key;
  }

  @Override
  public NoteSignature sign(String text) {
    try {
      Signature signer = Signature.getInstance(key.algorithm().signature);
      signer.initSign(privateKey);
      signer.update(Bytes.utf8(text).unsafeArray());
      return new NoteSignature(key.name(), key.id(), Bytes.wrap(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the note key " + key.label() + " cannot sign", e);
    }
  }
}
