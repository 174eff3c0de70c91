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
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Signs notes with an Ed25519 key. The private key never leaves it, and nothing of it is printed.
 * Safe for any thread.
 */
public final class NoteSigner {
  private static final String ALGORITHM = "Ed25519";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final String NO_PEM =
      " is not an unencrypted PKCS#8 PEM file; 'openssl genpkey -algorithm ed25519' makes one";

  private final NoteKey key;
  private final PrivateKey privateKey;

  private NoteSigner(NoteKey key, PrivateKey privateKey) {
    this.key = key;
    this.privateKey = privateKey;
  }

  /** A new key under this name, in memory only. */
  public static NoteSigner generate(String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new NoteSigner(NoteKey.of(name, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 17 has Ed25519", e);
    }
  }

  /**
   * Reads a PKCS#8 PEM file ({@code openssl genpkey -algorithm ed25519} makes one too).
   *
   * @throws IOException when it cannot be read or holds no Ed25519 key
   */
  public static NoteSigner fromPem(String name, Path file) throws IOException {
    String pem = text(file).strip();
    if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
      throw new IOException(file + NO_PEM);
    }
    String body = pem.substring(BEGIN.length(), pem.length() - END.length());
    try {
      byte[] der = Base64.getMimeDecoder().decode(body);
      return of(
          name, KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der)));
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

  /**
   * Reads the only key entry of a PKCS#12 file.
   *
   * @throws IOException when it cannot be opened or holds no Ed25519 key
   */
  public static NoteSigner fromPkcs12(String name, Path file, char[] password) throws IOException {
    try {
      KeyStore store = open(file, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey found) {
          return new NoteSigner(
              NoteKey.of(name, store.getCertificate(alias).getPublicKey()), found);
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " cannot be used as a note key: make an Ed25519 key", e);
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
  private static NoteSigner of(String name, PrivateKey privateKey) throws GeneralSecurityException {
    Bytes seed =
        ((EdECPrivateKey) privateKey)
            .getBytes()
            .map(Bytes::wrap)
            .orElseThrow(() -> new GeneralSecurityException("the key does not give its seed"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new FixedSeed(seed));
    return new NoteSigner(NoteKey.of(name, generator.generateKeyPair().getPublic()), privateKey);
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
   * alone.
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

  /** The public half. */
  public NoteKey key() {
    return key;
  }

  /** One signature over a note text. */
  public NoteSignature sign(String text) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(privateKey);
      signer.update(Bytes.utf8(text).unsafeArray());
      return new NoteSignature(key.name(), key.id(), Bytes.wrap(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the note key " + key.label() + " cannot sign", e);
    }
  }

  /** The note over a checkpoint. */
  public SignedNote sign(Checkpoint checkpoint) {
    String text = checkpoint.text();
    return new SignedNote(text, List.of(sign(text)));
  }
}
