package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import java.security.SecureRandom;

/** Where salts come from. Anything but {@link #secure} is for golden vectors and tests. */
@FunctionalInterface
public interface SaltSource {
  /** Bytes of one salt. */
  int SALT_BYTES = 16;

  /** That many fresh bytes. */
  Bytes next(int count);

  /** The platform's generator; safe for any thread. */
  static SaltSource secure() {
    return new StoredSalts(new SecureRandom());
  }
}
