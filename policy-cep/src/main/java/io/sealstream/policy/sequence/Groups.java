package io.sealstream.policy.sequence;

import io.sealstream.policy.correlate.Combinations;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups that a hit belongs to.
 *
 * @param hits by the group's values, in the order of its names: the hit with only the rules as
 *     which it belongs there
 * @param cut how many groups more there were, where arrays fan out
 */
public record Groups(Map<List<String>, Hit> hits, long cut) {

  /**
   * Sorts a hit into its groups.
   *
   * @param rules those that matter, as bits by place
   * @param limit how many groups there may be for each rule
   */
  public static Groups of(Grouping grouping, Hit hit, long rules, int limit) {
    long left = hit.rules() & rules;
    if (Long.bitCount(left) == 1) {
      return ofOne(grouping, hit, left, limit);
    }
    Map<List<String>, Long> rulesByGroup = new LinkedHashMap<>();
    long cut = 0;
    for (; left != 0; left &= left - 1) {
      Combinations groups = groups(grouping, hit, left, limit);
      long rule = Long.lowestOneBit(left);
      groups.rows().forEach(group -> rulesByGroup.merge(group, rule, (a, b) -> a | b));
      cut = Math.max(cut, groups.cut());
    }
    Map<List<String>, Hit> hits = new LinkedHashMap<>();
    rulesByGroup.forEach((group, bits) -> hits.put(group, withRules(hit, bits)));
    return new Groups(hits, cut);
  }

  /** Most hits are of one rule, and have one value in each field: these need no maps. */
  private static Groups ofOne(Grouping grouping, Hit hit, long rule, int limit) {
    Combinations groups = groups(grouping, hit, rule, limit);
    Hit own = withRules(hit, rule);
    if (groups.rows().size() == 1) {
      return new Groups(Map.of(groups.rows().get(0), own), groups.cut());
    }
    Map<List<String>, Hit> hits = new LinkedHashMap<>();
    groups.rows().forEach(group -> hits.put(group, own));
    return new Groups(hits, groups.cut());
  }

  /** Of the lowest of the rules. */
  private static Combinations groups(Grouping grouping, Hit hit, long rules, int limit) {
    List<Integer> slots = grouping.slotsByRule().get(Long.numberOfTrailingZeros(rules));
    return slots == null ? Combinations.NONE : Combinations.of(hit, slots, limit);
  }

  private static Hit withRules(Hit hit, long taking) {
    long rules = taking | (hit.rules() & Hit.CARRIED);
    return hit.rules() == rules
        ? hit
        : new Hit(
            hit.eventId(),
            hit.timeMillis(),
            hit.topic(),
            hit.partition(),
            hit.offset(),
            rules,
            hit.values());
  }
}
