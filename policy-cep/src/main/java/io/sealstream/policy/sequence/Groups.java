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
    Map<List<String>, Long> rulesByGroup = new LinkedHashMap<>();
    long cut = 0;
    for (long left = hit.rules() & rules; left != 0; left &= left - 1) {
      List<Integer> slots = grouping.slotsByRule().get(Long.numberOfTrailingZeros(left));
      if (slots != null) {
        List<List<String>> values = slots.stream().map(hit.values()::get).toList();
        Combinations groups = Combinations.of(values, limit);
        long rule = Long.lowestOneBit(left);
        groups.rows().forEach(group -> rulesByGroup.merge(group, rule, (a, b) -> a | b));
        cut = Math.max(cut, groups.cut());
      }
    }
    Map<List<String>, Hit> hits = new LinkedHashMap<>();
    rulesByGroup.forEach(
        (group, bits) -> hits.put(group, withRules(hit, bits | (hit.rules() & Hit.CARRIED))));
    return new Groups(hits, cut);
  }

  private static Hit withRules(Hit hit, long rules) {
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
