package io.sealstream.cli.reckoning;

import java.util.Comparator;

/**
 * A policy and an event that it fired on.
 *
 * @param policyId of a Sigma rule, its {@code id}
 */
public record Match(String policyId, String eventId) implements Comparable<Match> {
  private static final Comparator<Match> ORDER =
      Comparator.comparing(Match::policyId).thenComparing(Match::eventId);

  @Override
  public int compareTo(Match other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return policyId + " on " + eventId;
  }
}
