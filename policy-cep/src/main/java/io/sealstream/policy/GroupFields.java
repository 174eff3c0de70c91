package io.sealstream.policy;

import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields that groups are of. */
final class GroupFields {
  private GroupFields() {}

  /** The fields that rules which the hit is of are grouped by, and that it has no value of. */
  static List<String> lacking(HitPolicy policy, Hit hit) {
    Set<Integer> slots = new LinkedHashSet<>();
    if (policy instanceof CompiledPattern pattern) {
      Grouping grouping = pattern.plan().grouping();
      grouping
          .slotsByRule()
          .forEach(
              (rule, own) -> {
                if (hit.hits(rule)) {
                  slots.addAll(own);
                }
              });
    } else if (policy instanceof CompiledCorrelation correlation) {
      collect(correlation.plan(), hit, slots);
    }
    return slots.stream()
        .filter(slot -> hit.values().get(slot).isEmpty())
        .map(slot -> policy.slots().get(slot).name())
        .distinct()
        .toList();
  }

  private static void collect(Correlation correlation, Hit hit, Set<Integer> slots) {
    for (Member member : correlation.members()) {
      if (member.source() instanceof Source.Nested nested) {
        collect(nested.correlation(), hit, slots);
      } else if (hit.hits(((Source.Rule) member.source()).index())) {
        slots.addAll(member.groupSlots());
      }
    }
  }

  /** The correlations of a plan, each before the one that refers to it. */
  static List<Correlation> innermostFirst(Correlation outermost) {
    var all = new ArrayList<Correlation>();
    for (Member member : outermost.members()) {
      if (member.source() instanceof Source.Nested nested) {
        all.addAll(innermostFirst(nested.correlation()));
      }
    }
    all.add(outermost);
    return all;
  }
}
