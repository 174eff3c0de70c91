package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Takes one thing at a time out of a policy (a condition, an alternative, a filter, a group, the
 * order, the span) or shifts its bound by one. A test of the policy must fail then: else nothing
 * would tell when it is lost.
 */
class StarterMutantsTest {

  /**
   * What changes nothing: both partners of a correlation that groups by the session ask for a
   * session of an instance, each so that the index passes over all others.
   */
  private static final Map<String, Set<String>> EQUIVALENT =
      Map.of(
          "aws-instance-role-explores",
          Set.of("1 selection.userIdentity.arn|re", "2 selection.userIdentity.arn|re"),
          "aws-instance-role-reads-buckets",
          Set.of("1 selection.userIdentity.arn|re", "2 selection.userIdentity.arn|re"));

  @TestFactory
  Stream<DynamicTest> everyPartOfEveryPolicyIsNeededByATest() {
    return StarterLibrary.sources().stream()
        .filter(source -> !new StarterPolicy(source).isPattern())
        .map(source -> DynamicTest.dynamicTest(source.name(), () -> check(source)));
  }

  private static void check(PolicySource source) throws Exception {
    int end = source.text().indexOf("\n---\n") + 1;
    String envelope = source.text().substring(0, end);
    List<ObjectNode> parts = parts(source.text().substring(end));
    String id = new StarterPolicy(source).envelope().id();
    assertThat(passes(envelope, parts)).as("unchanged").isTrue();
    var survivors = new TreeSet<String>();
    for (int i = 0; i < parts.size(); i++) {
      for (Map.Entry<String, ObjectNode> mutant : mutants(parts.get(i)).entrySet()) {
        var changed = new ArrayList<>(parts);
        changed.set(i, mutant.getValue());
        if (passes(envelope, changed)) {
          survivors.add(i + " " + mutant.getKey());
        }
      }
    }
    assertThat(survivors).isEqualTo(EQUIVALENT.getOrDefault(id, Set.of()));
  }

  private static List<ObjectNode> parts(String text) {
    var parts = new ArrayList<ObjectNode>();
    for (Object part : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
      parts.add(DetectionPack.JSON.valueToTree(part));
    }
    return parts;
  }

  private static boolean passes(String envelope, List<ObjectNode> parts) {
    var text = new StringBuilder(envelope);
    parts.forEach(part -> text.append("---\n").append(part).append('\n'));
    var policy = new StarterPolicy(new PolicySource("mutant.yml", text.toString()));
    return policy.envelope().tests().stream().allMatch(test -> policy.failures(test).isEmpty());
  }

  private static Map<String, ObjectNode> mutants(ObjectNode part) {
    var mutants = new TreeMap<String, ObjectNode>();
    if (part.has("correlation")) {
      correlationMutants(part, mutants);
      return mutants;
    }
    for (Map.Entry<String, JsonNode> selection : part.get("detection").properties()) {
      String name = selection.getKey();
      if (name.equals("condition")) {
        conditionMutants(part, mutants);
      } else if (selection.getValue().isArray()) {
        alternativeMutants(part, name, mutants);
      } else if (selection.getValue().size() > 1) {
        for (Map.Entry<String, JsonNode> field : selection.getValue().properties()) {
          ObjectNode mutant = part.deepCopy();
          mutant.withObjectProperty("detection").withObjectProperty(name).remove(field.getKey());
          mutants.put(name + "." + field.getKey(), mutant);
        }
      }
    }
    return mutants;
  }

  private static void alternativeMutants(
      ObjectNode part, String name, Map<String, ObjectNode> mutants) {
    int size = part.get("detection").get(name).size();
    for (int i = 0; i < size && size > 1; i++) {
      ObjectNode mutant = part.deepCopy();
      ((ArrayNode) mutant.get("detection").get(name)).remove(i);
      mutants.put(name + "[" + i + "]", mutant);
    }
  }

  /** Leaves out what is joined by 'and' where the condition is only that, and every filter. */
  private static void conditionMutants(ObjectNode part, Map<String, ObjectNode> mutants) {
    String condition = part.get("detection").get("condition").asText();
    for (String joined : List.of(condition.split(" and ", -1))) {
      String term = joined.replaceFirst("\\)+$", "");
      String without = condition.replace(" and " + term, "").replace(term + " and ", "");
      boolean plain = !condition.contains(" or ") || term.startsWith("not ");
      if (plain && !without.equals(condition)) {
        ObjectNode mutant = part.deepCopy();
        mutant.withObjectProperty("detection").put("condition", without);
        mutants.put("condition - " + term, mutant);
      }
    }
  }

  private static void correlationMutants(ObjectNode part, Map<String, ObjectNode> mutants) {
    ObjectNode span = part.deepCopy();
    span.withObjectProperty("correlation").put("timespan", "52w");
    mutants.put("timespan", span);
    ObjectNode group = part.deepCopy();
    group.withObjectProperty("correlation").remove(List.of("group-by", "aliases"));
    mutants.put("group-by", group);
    if (part.get("correlation").get("type").asText().equals("temporal_ordered")) {
      ObjectNode order = part.deepCopy();
      order.withObjectProperty("correlation").put("type", "temporal");
      mutants.put("order", order);
    }
    if (part.get("correlation").has("condition")) {
      for (int shift : List.of(-1, 1)) {
        ObjectNode bound = part.deepCopy();
        ObjectNode condition =
            bound.withObjectProperty("correlation").withObjectProperty("condition");
        condition.put("gte", condition.get("gte").asLong() + shift);
        mutants.put("gte " + shift, bound);
      }
    }
  }
}
