package io.sealstream.evidence.keys;

import io.sealstream.evidence.note.NoteSigner;
import io.sealstream.evidence.note.SigningKeys;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where the keys of a log are: travels to the tasks in place of them.
 *
 * @param file one key as an unencrypted PKCS#8 PEM file, or a key ring
 * @param ring whether it is a key ring
 */
public record KeySource(String file, boolean ring) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One key, for as long as the job runs. */
  public static KeySource keyFile(String file) {
    return new KeySource(file, false);
  }

  /** A ring, which may change while the job runs. */
  public static KeySource keyRing(String file) {
    return new KeySource(file, true);
  }

  /**
   * Reads the key or the ring.
   *
   * @throws IOException when it cannot be read, saying why
   */
  public SigningKeys open(String origin) throws IOException {
    return ring ? RingKeys.open(origin, Path.of(file)) : NoteSigner.fromPem(origin, Path.of(file));
  }
}
