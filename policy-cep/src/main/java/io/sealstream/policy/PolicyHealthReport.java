package io.sealstream.policy;

import java.time.Instant;
import java.util.List;

/**
 * What may be wrong with policies, as history shows it. Policies by id, sorted.
 *
 * @param neverFired enabled, and history holds nothing that they find
 * @param alwaysSuppressed an exception held back all that they found
 * @param shadowOnly evaluated, never told
 * @param expired exceptions that hold no more
 * @param expiring exceptions that end soon
 * @param uncovered what happens and no policy covers, sorted by log source and action
 */
public record PolicyHealthReport(
    List<String> neverFired,
    List<String> alwaysSuppressed,
    List<String> shadowOnly,
    List<String> disabled,
    List<ExceptionEnd> expired,
    List<ExceptionEnd> expiring,
    List<Uncovered> uncovered) {

  /** When an exception of a policy ends. */
  public record ExceptionEnd(String policy, String exception, Instant expires) {}

  /**
   * An action that no enabled policy covers: none of its events hit a rule, and no rule of its log
   * source demands a value that is its name.
   *
   * @param logSource product/service/category, with - for what is not stated
   */
  public record Uncovered(String logSource, String action, long events) {}

  public PolicyHealthReport {
    neverFired = List.copyOf(neverFired);
    alwaysSuppressed = List.copyOf(alwaysSuppressed);
    shadowOnly = List.copyOf(shadowOnly);
    disabled = List.copyOf(disabled);
    expired = List.copyOf(expired);
    expiring = List.copyOf(expiring);
    uncovered = List.copyOf(uncovered);
  }
}
