package io.sealstream.schemas.sample;

import java.time.Instant;

/**
 * What to generate.
 *
 * @param count events in all, those of the stories included
 * @param seed equal seeds, counts and starts give equal events
 * @param start midnight (UTC) of the one day that the events cover
 * @param lateEvents how many background events appear later in the order than their time says
 */
public record SampleOptions(int count, long seed, Instant start, int lateEvents) {

  /** A Monday; fixed, so that two runs give the same bytes. */
  public static final Instant DEFAULT_START = Instant.parse("2026-06-01T00:00:00Z");

  public SampleOptions {
    if (count < SampleGenerator.MIN_COUNT) {
      throw new IllegalArgumentException(
          "count must be at least "
              + SampleGenerator.MIN_COUNT
              + ", room for the stories: "
              + count);
    }
    if (lateEvents < 0 || lateEvents > count) {
      throw new IllegalArgumentException(
          "late events must be 0 to %d, the count: %d".formatted(count, lateEvents));
    }
  }

  public static SampleOptions of(int count, long seed) {
    return new SampleOptions(count, seed, DEFAULT_START, 0);
  }
}
