package io.sealstream.schemas.emitter;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562): milliseconds, a 12-bit counter, 62 random bits. Ids of one
 * generator rise strictly, also within a millisecond and when the clock goes back. Safe for any
 * thread.
 */
public final class UuidV7 {
  private static final int COUNTER_LIMIT = 1 << 12;
  private static final long VERSION_BITS = 0x7000L;
  private static final long VARIANT_BITS = 0x8000000000000000L;
  private static final long RANDOM_MASK = 0x3fffffffffffffffL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long lastMillis = -1;
  private int counter;

  /** Where ids must not be guessed, the random source is a {@link java.security.SecureRandom}. */
  public UuidV7(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next id. */
  public synchronized UUID next() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      // Half of the counter's range is left to count up in.
      counter = random.nextInt(COUNTER_LIMIT / 2);
    } else if (++counter == COUNTER_LIMIT) {
      lastMillis++;
      counter = 0;
    }
    long high = (lastMillis << 16) | VERSION_BITS | counter;
    return new UUID(high, VARIANT_BITS | (random.nextLong() & RANDOM_MASK));
  }
}
