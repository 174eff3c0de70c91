package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.cli.conformance.Dataset.Recorded;
import io.sealstream.policy.CompiledPolicy;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyFindings;
import io.sealstream.policy.PolicyMatcher;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which rule files match which events: what is expected, and what comes. */
record Pairs(Map<String, Set<String>> eventsByRule) {

  /** From {@code {file: [ids]}} or {@code {file: {"events": [ids]}}}. */
  static Pairs expected(JsonNode rules) {
    var pairs = new TreeMap<String, Set<String>>();
    Vector.map(rules, "rules")
        .properties()
        .forEach(
            rule -> {
              JsonNode ids = rule.getValue();
              JsonNode list = ids.isObject() ? new Vector(ids).require("events") : ids;
              pairs.put(rule.getKey(), new TreeSet<>(Vector.texts(list, rule.getKey())));
            });
    return new Pairs(pairs);
  }

  /**
   * What the rules of the pack find.
   *
   * @param fieldNames by the name that rules use, the one that events use
   */
  static Pairs found(Pack pack, Map<String, String> fieldNames, List<Recorded> events) {
    PolicyFindings findings = PolicyCompiler.examine(pack.rules().sources(), fieldNames);
    var matcher = new PolicyMatcher(findings.book());
    var pairs = new TreeMap<String, Set<String>>();
    for (Recorded recorded : events) {
      for (CompiledPolicy policy : matcher.matches(recorded.event())) {
        String file = Objects.requireNonNull(findings.fileOf(policy), "a policy of this run");
        pairs.computeIfAbsent(file, rule -> new TreeSet<>()).add(recorded.id());
      }
    }
    return new Pairs(pairs);
  }

  /** Every expected pair is a vector, and so is every one that came unexpected. */
  void scoreAgainst(Pairs found, String part, Score score) {
    eventsByRule.forEach(
        (rule, ids) ->
            ids.forEach(
                id -> {
                  if (found.has(rule, id)) {
                    score.pass();
                  } else {
                    score.fail(named(part, rule, id), "expected a match, came none");
                  }
                }));
    found.eventsByRule.forEach(
        (rule, ids) ->
            ids.stream()
                .filter(id -> !has(rule, id))
                .forEach(id -> score.fail(named(part, rule, id), "expected no match, came one")));
  }

  private boolean has(String rule, String id) {
    return eventsByRule.getOrDefault(rule, Set.of()).contains(id);
  }

  private static String named(String part, String rule, String id) {
    return part + " " + rule + " " + id;
  }
}
