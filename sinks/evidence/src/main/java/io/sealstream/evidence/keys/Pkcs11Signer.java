package io.sealstream.evidence.keys;

import io.sealstream.evidence.note.NoteAlgorithm;
import io.sealstream.evidence.note.NoteKey;
import io.sealstream.evidence.note.NoteSignature;
import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;

/**
 * Signs with a key that never leaves its PKCS#11 token, through the JDK's SunPKCS11. The session
 * stays logged in for as long as the process lives. Safe for any thread.
 */
final class Pkcs11Signer implements NoteSigner {
  private static final String PROVIDER = "SunPKCS11";

  private final NoteKey key;
  private final PrivateKey handle;
  private final Provider provider;

  private Pkcs11Signer(NoteKey key, PrivateKey handle, Provider provider) {
    this.key = key;
    this.handle = handle;
    this.provider = provider;
  }

  static Pkcs11Signer open(String name, KeyPlace.Pkcs11Token token, Path folder)
      throws IOException {
    Path library = folder.resolve(token.library());
    if (!Files.isRegularFile(library)) {
      throw new IOException("there is no PKCS#11 module " + library + "; name the token's library");
    }
    Provider provider = provider(library, token);
    KeyStore store = login(provider, token, folder);
    try {
      Certificate certificate = store.getCertificate(token.alias());
      if (!(store.getKey(token.alias(), null) instanceof PrivateKey handle)
          || certificate == null) {
        throw new IOException(
            "%s has no key with a certificate under the alias %s; it has %s"
                .formatted(where(token), token.alias(), Collections.list(store.aliases())));
      }
      NoteKey key = NoteKey.of(name, certificate.getPublicKey());
      if (key.algorithm() != NoteAlgorithm.ECDSA_P256) {
        throw new IOException(where(token) + ": the JDK signs with P-256 in tokens, not Ed25519");
      }
      return new Pkcs11Signer(key, handle, provider);
    } catch (IllegalArgumentException e) {
      throw new IOException(where(token) + ": " + e.getMessage() + "; make a P-256 key", e);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new KeyServiceException(where(token) + " does not give its key: " + e.getMessage(), e);
    }
  }

  private static Provider provider(Path library, KeyPlace.Pkcs11Token token) throws IOException {
    Provider base = Security.getProvider(PROVIDER);
    if (base == null) {
      throw new IOException("this Java has no " + PROVIDER + ": run it with jdk.crypto.cryptoki");
    }
    try {
      return base.configure(
          "--name=sealstream-%d\nlibrary=%s\nslot=%d\n"
              .formatted(token.slot(), library.toAbsolutePath(), token.slot()));
    } catch (RuntimeException e) {
      // The JDK's own wording ends in "Error parsing configuration" or "Initialization failed".
      throw new KeyServiceException(where(token) + " cannot be opened: " + rootMessage(e), e);
    }
  }

  private static KeyStore login(Provider provider, KeyPlace.Pkcs11Token token, Path folder)
      throws IOException {
    char[] pin = token.pin().read(folder);
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return store;
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      String why = rootMessage(e);
      String message = where(token) + " does not let in: " + why;
      if (why.contains("CKR_PIN")) {
        // Not to be repeated: after a few wrong PINs a token locks itself.
        throw new IOException(message + "; mend the PIN in " + token.pin().name(), e);
      }
      throw new KeyServiceException(message, e);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static String where(KeyPlace.Pkcs11Token token) {
    return "the PKCS#11 token in slot " + token.slot() + " of " + token.library();
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  @Override
  public NoteKey key() {
    return key;
  }

  @Override
  public NoteSignature sign(String text) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA", provider);
      signer.initSign(handle);
      signer.update(Bytes.utf8(text).unsafeArray());
      return new NoteSignature(key.name(), key.id(), Bytes.wrap(signer.sign()));
    } catch (GeneralSecurityException | ProviderException e) {
      throw new UncheckedIOException(
          new KeyServiceException(
              "the PKCS#11 token of " + key.label() + " does not sign: " + rootMessage(e), e));
    }
  }
}
