package io.sealstream.policy.envelope;

import java.time.Duration;
import java.util.List;

/**
 * One decision per bucket of event time, {@code [k * window, (k + 1) * window)}, and values.
 *
 * @param by names of fields; empty is the policy's group
 */
public record Dedup(List<String> by, Duration window) {
  public Dedup {
    by = List.copyOf(by);
  }
}
