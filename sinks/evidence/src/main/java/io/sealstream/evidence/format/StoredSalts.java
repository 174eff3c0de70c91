package io.sealstream.evidence.format;

import io.sealstream.schemas.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Salts of a generator, some kilobytes at a time: to ask it costs more than what it gives. Each
 * byte is handed out once. Safe for any thread.
 */
final class StoredSalts implements SaltSource {
  private static final int STORED_BYTES = 4096;

  private final SecureRandom random;
  private final byte[] stored = new byte[STORED_BYTES];
  private int used = STORED_BYTES;

  StoredSalts(SecureRandom random) {
    this.random = random;
  }

  @Override
  public synchronized Bytes next(int count) {
    if (count > STORED_BYTES) {
      byte[] salt = new byte[count];
      random.nextBytes(salt);
      return Bytes.wrap(salt);
    }
    if (used + count > STORED_BYTES) {
      random.nextBytes(stored);
      used = 0;
    }
    byte[] salt = Arrays.copyOfRange(stored, used, used + count);
    // What was handed out must not be found here.
    Arrays.fill(stored, used, used + count, (byte) 0);
    used += count;
    return Bytes.wrap(salt);
  }
}
