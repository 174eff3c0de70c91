package io.sealstream.policy.plan;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events of a policy belong together: those that hold the same values in the group's fields.
 *
 * @param names as the file names them; empty where there is one group per tenant
 * @param slotsByRule for each rule, by its place, the slots that hold the names' values in its
 *     hits. As hits of a rule that is not among them an event takes no part
 */
public record Grouping(List<String> names, Map<Integer, List<Integer>> slotsByRule)
    implements Serializable {
  public Grouping {
    names = List.copyOf(names);
    slotsByRule = Map.copyOf(slotsByRule);
  }

  /** A group as it is told: its values by their names, in the order of these. */
  public static Map<String, String> named(List<String> names, List<String> values) {
    Map<String, String> group = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      group.put(names.get(i), values.get(i));
    }
    return group;
  }
}
