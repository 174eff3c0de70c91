package io.sealstream.policy.sequence;

import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code by}: a field, a list of fields, or a map of names to the field that each rule has
 * for it.
 */
final class GroupingReader {
  private final RuleBook book;
  private final Problems problems;

  /** What a name of the group is called in each rule: by the rule's place. */
  private record Name(Node place, Map<Integer, String> fields) {
    Name {
      fields = Map.copyOf(fields);
    }
  }

  GroupingReader(RuleBook book, Problems problems) {
    this.book = book;
    this.problems = problems;
  }

  /**
   * How hits are grouped.
   *
   * @param needed the rules, as bits by place, that every name must have a field for
   */
  Grouping read(Entries entries, long needed) {
    Map<String, Name> names = new LinkedHashMap<>();
    entries
        .find("by")
        .ifPresent(
            by -> {
              if (by instanceof MappingNode aliases) {
                aliases.getValue().forEach(entry -> alias(entry, names));
              } else {
                fields(by, names);
              }
            });
    names.forEach((name, fields) -> reportMissing(name, fields, needed));
    Map<Integer, List<Integer>> slots = new HashMap<>();
    for (int rule = 0; rule < book.size(); rule++) {
      int place = rule;
      if (names.values().stream().allMatch(name -> name.fields().containsKey(place))) {
        slots.put(place, names.values().stream().map(name -> slot(name, place)).toList());
      }
    }
    return new Grouping(List.copyOf(names.keySet()), slots);
  }

  private int slot(Name name, int rule) {
    return book.slot(String.valueOf(name.fields().get(rule)));
  }

  private void fields(Node by, Map<String, Name> names) {
    for (Node field : by instanceof SequenceNode list ? list.getValue() : List.of(by)) {
      if (!(field instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
        problems.error(field, "by must be a list of fields, or a map of names to {rule: field}");
        continue;
      }
      Map<Integer, String> everywhere = new HashMap<>();
      for (int rule = 0; rule < book.size(); rule++) {
        everywhere.put(rule, scalar.getValue());
      }
      if (names.putIfAbsent(scalar.getValue(), new Name(field, everywhere)) != null) {
        problems.error(field, "field " + scalar.getValue() + " is named twice");
      }
    }
  }

  private void alias(NodeTuple entry, Map<String, Name> names) {
    if (!(entry.getKeyNode() instanceof ScalarNode name)
        || !(entry.getValueNode() instanceof MappingNode byRule)) {
      problems.error(entry.getValueNode(), "a name of the group must be a map of rule to field");
      return;
    }
    Map<Integer, String> fields = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    for (NodeTuple pair : byRule.getValue()) {
      long bit = new RuleReferences(book, problems).rules(pair.getKeyNode());
      if (!(pair.getValueNode() instanceof ScalarNode field) || field.getValue().isEmpty()) {
        problems.error(pair.getValueNode(), "a name of the group must be a map of rule to field");
      } else if (bit != 0) {
        int rule = Long.numberOfTrailingZeros(bit);
        if (!seen.add(rule)) {
          problems.error(pair.getKeyNode(), "the rule is named twice");
        }
        fields.put(rule, field.getValue());
      }
    }
    names.put(name.getValue(), new Name(name, fields));
  }

  private void reportMissing(String name, Name fields, long needed) {
    var without = new ArrayList<String>();
    for (long left = needed; left != 0; left &= left - 1) {
      int rule = Long.numberOfTrailingZeros(left);
      if (!fields.fields().containsKey(rule)) {
        without.add(book.rules().get(rule).header().title());
      }
    }
    if (!without.isEmpty()) {
      problems.error(
          fields.place(),
          "group name " + name + " has no field for rule " + String.join(", ", without));
    }
  }
}
