package io.sealstream.policy.envelope;

import java.time.Duration;
import java.util.List;

/**
 * One decision per bucket of event time, {@code [k * window, (k + 1) * window)}, and values.
 *
 * @param by names of fields; of a correlation, a sequence or an absence those of its group, which
 *     is also what empty means; of a rule over single events any, and empty is one group
 */
public record Dedup(List<String> by, Duration window) {
  public Dedup {
    by = List.copyOf(by);
  }
}
