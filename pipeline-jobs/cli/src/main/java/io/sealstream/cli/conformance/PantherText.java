package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.conformance.PantherRule.Step;
import io.sealstream.policy.PolicySource;
import java.util.ArrayList;
import java.util.List;

/** The text of one policy that a rule of Panther's becomes: its signals, groups and counts. */
final class PantherText {
  /** Where a signal says which rule it is of. */
  static final String RULE_ID = "p_rule_id";

  private final PantherRule rule;
  private final PolicyText text;
  private boolean hasSignals;

  PantherText(PantherRule rule, String id) {
    this.rule = rule;
    this.text = new PolicyText(id);
  }

  static String signal(int place) {
    return "signal_" + place;
  }

  private static String key(int place) {
    return "key_" + place;
  }

  ObjectNode envelope() {
    return text.envelope();
  }

  PolicySource source() {
    return text.source();
  }

  /** Groups a sequence or an absence. */
  void group(ObjectNode into) {
    if (rule.keys().isEmpty()) {
      return;
    }
    ObjectNode by = into.putObject("by");
    for (int i = 0; i < rule.keys().size(); i++) {
      ObjectNode names = by.putObject(key(i));
      for (int place = 0; place < rule.steps().size(); place++) {
        names.put(signal(place), field(rule.keys().get(i), place));
      }
    }
  }

  /** A rule for each step, in the order of the steps. */
  void signals() {
    for (int place = 0; place < rule.steps().size(); place++) {
      Step step = rule.steps().get(place);
      ObjectNode equalities = JsonNodeFactory.instance.objectNode();
      equalities.put(RULE_ID, PolicyText.literal(step.ruleId()));
      for (PantherRule.Key key : rule.keys()) {
        String first = field(key, place);
        fields(key, place).stream()
            .skip(1)
            .forEach(other -> equalities.put(other + "|fieldref", first));
      }
      text.rule(signal(place), step.id(), equalities);
    }
    hasSignals = true;
  }

  /** How often one signal comes. */
  void count(String name, int place, int least, long minutes) {
    correlation(name, "event_count", List.of(signal(place)), minutes)
        .putObject("condition")
        .put("gte", least);
  }

  /**
   * A correlation of signals, or of such correlations: members are called by the place of the step
   * that completes them.
   */
  ObjectNode correlation(String name, String type, List<String> members, long minutes) {
    if (!hasSignals) {
      signals();
    }
    ObjectNode body = text.document().put("title", name).put("name", name).putObject("correlation");
    body.put("type", type).put("timespan", minutes + "m");
    ArrayNode rules = body.putArray("rules");
    members.forEach(rules::add);
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    ObjectNode aliases = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < rule.keys().size(); i++) {
      PantherRule.Key key = rule.keys().get(i);
      groups.add(key(i));
      ObjectNode alias = aliases.putObject(key(i));
      // What is found has the fields of the signal that completes it.
      members.forEach(member -> alias.put(member, field(key, place(member))));
    }
    if (!groups.isEmpty()) {
      body.set("group-by", groups);
      body.set("aliases", aliases);
    }
    return body;
  }

  private static int place(String member) {
    return Integer.parseInt(member.substring(member.indexOf('_') + 1));
  }

  private static String field(PantherRule.Key key, int place) {
    return fields(key, place).get(0);
  }

  private static List<String> fields(PantherRule.Key key, int place) {
    return new ArrayList<>(key.fields().get(place));
  }
}
