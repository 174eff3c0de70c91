package io.sealstream.policy.correlate;

/**
 * How much one correlation may hold and say. What goes beyond is cut and counted, see {@link Loss}.
 *
 * @param hits how many hits one state keeps; beyond that the oldest go
 * @param groups in how many groups one hit takes part, where its arrays fan out
 * @param values how many values, or tuples of values, of one hit are counted
 * @param events how many hits a {@link Match} names
 */
public record Limits(int hits, int groups, int values, int events) {

  /** Enough for busy keys; a full state of 10,000 hits takes some megabytes. */
  public static final Limits DEFAULT = new Limits(10_000, 16, 256, 100);

  public Limits {
    if (hits < 1 || groups < 1 || values < 1 || events < 1) {
      throw new IllegalArgumentException(
          "limits of a correlation are "
              + hits
              + " hits, "
              + groups
              + " groups, "
              + values
              + " values and "
              + events
              + " events; each must be at least 1");
    }
  }
}
