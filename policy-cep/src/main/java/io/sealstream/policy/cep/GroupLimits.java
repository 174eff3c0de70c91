package io.sealstream.policy.cep;

/**
 * How much one group may hold. What goes beyond is left out and counted.
 *
 * @param hits how many hits may wait: a newer one is left out
 * @param partialMatches how many begun matches there may be: the oldest are given up
 */
public record GroupLimits(int hits, int partialMatches) {
  /** Enough for busy groups. */
  public static final GroupLimits DEFAULT = new GroupLimits(10_000, 1_000);

  public GroupLimits {
    if (hits < 1 || partialMatches < 1) {
      throw new IllegalArgumentException(
          "limits of a group are "
              + hits
              + " hits and "
              + partialMatches
              + " begun matches; each must be at least 1");
    }
  }
}
