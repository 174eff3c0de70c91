package io.sealstream.policy.envelope;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a policy takes time.
 *
 * @param lateness how late an event may come; null is as the job has it
 * @param tiesInOrder whether events of equal time satisfy an order
 */
public record Timing(@Nullable Duration lateness, boolean tiesInOrder) {
  static final Timing DEFAULT = new Timing(null, true);
}
