package io.sealstream.cli.reckoning;

import io.sealstream.schemas.v1.Violation;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@code audit.violations} holds.
 *
 * @param records committed records, repeats included
 * @param byId the violations, each id once
 */
public record ViolationsReckoning(long records, Map<String, Violation> byId) {

  /** Every (policy, event that completed the match), by the policy's id. */
  public Set<Match> matches() {
    return byId.values().stream()
        .map(violation -> new Match(violation.getPolicyId(), violation.getAnchor()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many violations each policy has, by {@code title}. */
  public SortedMap<String, Long> byPolicy() {
    var counts = new TreeMap<String, Long>();
    byId.values().forEach(violation -> counts.merge(violation.getTitle(), 1L, Long::sum));
    return counts;
  }
}
