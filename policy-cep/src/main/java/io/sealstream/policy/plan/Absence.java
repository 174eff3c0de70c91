package io.sealstream.policy.plan;

/**
 * A trigger that an expected event does not follow, or was not preceded by.
 *
 * <p>What is found are triggers. A trigger at {@code t} is found where no <em>other</em> event of
 * its group that is expected lies in {@code [t, t + within]}, or {@code [t - within, t]}, or in
 * both; without {@code tiesInOrder} the end at {@code t} of the first two is excluded.
 *
 * @param trigger rules, as bits by place
 * @param expected rules, as bits by place
 * @param withinMillis greater than zero
 * @param tiesInOrder whether an expected event of equal time counts
 */
public record Absence(
    Grouping grouping,
    long trigger,
    long expected,
    Order order,
    long withinMillis,
    boolean tiesInOrder)
    implements GroupPlan {

  /** Where the expected event should be. */
  public enum Order {
    /** At or after the trigger. */
    AFTER,
    /** At or before the trigger. */
    BEFORE,
    /** On either side of the trigger; at its own time in any case. */
    EITHER
  }

  /** How long after a trigger it is judged. */
  public long patienceMillis() {
    return order == Order.BEFORE ? 0 : withinMillis;
  }
}
