package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.cli.conformance.PantherKeys.Pair;
import io.sealstream.cli.conformance.PantherRule.Step;
import io.sealstream.cli.conformance.PantherRule.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code detection} of a rule. A key that it does not know is never passed over. */
final class PantherReader {
  /** As the language has it. */
  private static final long LOOKBACK = 15;

  private static final Set<String> COMMON =
      Set.of("LookbackWindowMinutes", "Schedule", "EventEvaluationOrder");
  private static final Set<String> STEP = Set.of("ID", "RuleID", "MinMatchCount", "Absence");
  private static final Set<String> TRANSITION =
      Set.of("ID", "From", "To", "WithinTimeFrameMinutes", "Match");

  private final JsonNode body;
  private final boolean ordered;
  private final long lookback;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  private PantherReader(JsonNode body) {
    this.body = body;
    this.ordered = body.has("Sequence");
    this.lookback = minutes(body, "LookbackWindowMinutes", LOOKBACK);
  }

  /**
   * The rule of one detection.
   *
   * @throws UnreadableException where it is none, or has something that is not known
   */
  static PantherRule read(JsonNode detection) {
    JsonNode parts = Vector.list(detection, "detection");
    if (parts.size() != 1) {
      throw PantherRule.unknown("a detection of " + parts.size() + " parts");
    }
    return new PantherReader(Vector.map(parts.get(0), "detection")).rule();
  }

  private PantherRule rule() {
    if (ordered == body.has("Group")) {
      throw new UnreadableException("its detection needs one of 'Sequence' and 'Group'");
    }
    String order = body.path("EventEvaluationOrder").asText("Chronological");
    if (!order.equals("Chronological")) {
      throw PantherRule.unknown("EventEvaluationOrder '" + order + "'");
    }
    String own = ordered ? "Sequence" : "Group";
    knows(body, union(Set.of(own, ordered ? "Transitions" : "MatchCriteria")), "a " + own);
    new Vector(body).requireList(own).forEach(this::step);
    if (steps.isEmpty()) {
      throw new UnreadableException("'" + own + "' is empty");
    }
    return ordered ? sequence() : new PantherRule(false, steps, List.of(), criteria(), lookback);
  }

  private static Set<String> union(Set<String> own) {
    var all = new HashSet<>(COMMON);
    all.addAll(own);
    return all;
  }

  private void step(JsonNode node) {
    knows(node, STEP, "a step");
    String id = text(node, "ID");
    if (places.putIfAbsent(id, steps.size()) != null) {
      throw new UnreadableException("two steps have the ID '" + id + "'");
    }
    boolean absent = node.has("Absence") && new Vector(node).requireBoolean("Absence");
    int least = Math.toIntExact(whole(node, "MinMatchCount", 1));
    steps.add(new Step(id, text(node, "RuleID"), least, absent));
  }

  private PantherRule sequence() {
    var transitions = new ArrayList<Transition>();
    var pairs = new ArrayList<Pair>();
    if (body.has("Transitions")) {
      for (JsonNode node : new Vector(body).requireList("Transitions")) {
        knows(node, TRANSITION, "a transition");
        int from = place(node, "From");
        int to = place(node, "To");
        if (from > to || (from == to && steps.size() > 1)) {
          throw PantherRule.unknown("a transition to the same or an earlier step");
        }
        long within = Math.min(minutes(node, "WithinTimeFrameMinutes", lookback), lookback);
        transitions.add(new Transition(from, to, within));
        if (node.has("Match")) {
          new Vector(node).requireList("Match").forEach(each -> pairs.add(pair(from, to, each)));
        }
      }
    }
    List<PantherRule.Key> keys = PantherKeys.join(pairs, steps);
    return new PantherRule(true, steps, transitions, keys, lookback);
  }

  private static Pair pair(int from, int to, JsonNode node) {
    if (node.has("On")) {
      knows(node, Set.of("On"), "a Match");
      return new Pair(from, text(node, "On"), to, text(node, "On"));
    }
    knows(node, Set.of("From", "To"), "a Match");
    var pair = new Pair(from, text(node, "From"), to, text(node, "To"));
    if (from == to && !pair.fromField().equals(pair.toField())) {
      throw PantherRule.unknown("a Match of two fields of one step");
    }
    return pair;
  }

  private List<PantherRule.Key> criteria() {
    var keys = new ArrayList<PantherRule.Key>();
    Vector.map(
            body.path("MatchCriteria").isMissingNode() ? Vector.empty() : body.get("MatchCriteria"),
            "MatchCriteria")
        .properties()
        .forEach(
            criterion -> {
              var fields = new HashMap<Integer, Set<String>>();
              for (JsonNode node : Vector.list(criterion.getValue(), criterion.getKey())) {
                knows(node, Set.of("GroupID", "Match"), "a MatchCriteria");
                if (fields.put(place(node, "GroupID"), Set.of(text(node, "Match"))) != null) {
                  throw PantherRule.unknown("a MatchCriteria that names a step twice");
                }
              }
              if (fields.size() < steps.size()) {
                throw PantherRule.unknown("a MatchCriteria that leaves out a step");
              }
              keys.add(new PantherRule.Key(fields));
            });
    return keys;
  }

  private int place(JsonNode node, String key) {
    Integer place = places.get(text(node, key));
    if (place == null) {
      throw new UnreadableException("no step has the ID '" + text(node, key) + "'");
    }
    return place;
  }

  private static long minutes(JsonNode node, String key, long otherwise) {
    return whole(node, key, otherwise);
  }

  private static long whole(JsonNode node, String key, long otherwise) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
      throw new UnreadableException("'" + key + "' is no whole number from 1");
    }
    return value.intValue();
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = new Vector(node).require(key);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new UnreadableException("'" + key + "' is no text");
    }
    return value.textValue();
  }

  static void knows(JsonNode node, Set<String> keys, String what) {
    Vector.map(node, what)
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                throw PantherRule.unknown("'" + key + "' of " + what);
              }
            });
  }
}
