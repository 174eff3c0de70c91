package io.sealstream.evidence.keys;

import io.sealstream.evidence.note.NoteSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where one signing key is kept. Says nothing that is secret. */
public sealed interface KeyPlace {

  /** The name of the kind in key rings. */
  String type();

  /**
   * Opens the key.
   *
   * @param name it signs under
   * @param folder of the ring: file names are relative to it
   * @throws KeyServiceException when whoever keeps it does not answer: repeat
   * @throws IOException when it cannot be had, saying why
   */
  NoteSigner open(String name, Path folder) throws IOException;

  /** An unencrypted PKCS#8 PEM file, of Ed25519. */
  record PemFile(String file) implements KeyPlace {
    static final String TYPE = "pem";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public NoteSigner open(String name, Path folder) throws IOException {
      return NoteSigner.fromPem(name, folder.resolve(file));
    }
  }

  /** The one key of a PKCS#12 file. */
  record Pkcs12File(String file, Secret password) implements KeyPlace {
    static final String TYPE = "pkcs12";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public NoteSigner open(String name, Path folder) throws IOException {
      char[] characters = password.read(folder);
      try {
        return NoteSigner.fromPkcs12(name, folder.resolve(file), characters);
      } finally {
        Arrays.fill(characters, '\0');
      }
    }
  }

  /**
   * A key that stays in a PKCS#11 token, of ECDSA P-256.
   *
   * @param library the token's module
   * @param slot its number
   * @param alias label of the key and of its certificate: the JDK sees no key without one
   */
  record Pkcs11Token(String library, int slot, String alias, Secret pin) implements KeyPlace {
    static final String TYPE = "pkcs11";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public NoteSigner open(String name, Path folder) throws IOException {
      return Pkcs11Signer.open(name, this, folder);
    }
  }

  /**
   * A key that stays in AWS KMS, of ECDSA P-256. Credentials are those of the SDK's default chain.
   *
   * @param key id, ARN or alias
   * @param region where it is; else the SDK's default
   * @param endpoint of another address than the region's
   */
  record KmsKey(String key, Optional<String> region, Optional<URI> endpoint) implements KeyPlace {
    static final String TYPE = "kms";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public NoteSigner open(String name, Path folder) throws IOException {
      return KmsSigner.open(name, this);
    }
  }
}
