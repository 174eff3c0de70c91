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
    SecureRandom random = new SecureRandom();
    return count -> {
      byte[] salt = new byte[count];
      random.nextBytes(salt);
      return Bytes.wrap(salt);
    };
  }
}
