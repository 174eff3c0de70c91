package io.sealstream.policy.envelope;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a policy takes time.
 *
 * @param lateness how late an event may come; null is as the job has it
 * @param tiesInOrder whether events of equal time satisfy an order
 * @param isLateTold whether an event that comes later still is written to the decision log, besides
 *     being counted
 */
public record Timing(@Nullable Duration lateness, boolean tiesInOrder, boolean isLateTold) {
  /** Where an envelope says nothing, and where there is none. */
  public static final Timing DEFAULT = new Timing(null, true, true);
}
