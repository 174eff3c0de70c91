package io.sealstream.schemas.codec;

import java.io.Serializable;
import java.time.Duration;

/**
 * Bounds of what is taken for an event.
 *
 * @param maxValueBytes a larger value is {@code TOO_LARGE}
 * @param maxFuture an event whose time is further ahead of the broker's timestamp is {@code
 *     FUTURE_TIME}
 */
public record DecoderLimits(int maxValueBytes, Duration maxFuture) implements Serializable {

  public static final DecoderLimits DEFAULT =
      new DecoderLimits(1024 * 1024, Duration.ofMinutes(10));

  public DecoderLimits {
    if (maxValueBytes < 1) {
      throw new IllegalArgumentException("maxValueBytes must be positive: " + maxValueBytes);
    }
    if (maxFuture.isNegative()) {
      throw new IllegalArgumentException("maxFuture must not be negative: " + maxFuture);
    }
  }
}
