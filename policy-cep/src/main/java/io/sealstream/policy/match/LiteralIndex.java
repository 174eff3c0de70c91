package io.sealstream.policy.match;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.sigma.Detection;
import io.sealstream.policy.sigma.FieldTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rules that an event can match at all. Each rule waits for one of its demands: the one
 * that it shares with the fewest others (a resource rather than an action, an action rather than an
 * outcome). Rules that demand nothing meet every event. One thread.
 */
public final class LiteralIndex {
  /** What a test that no index helps costs, in tests that one does. */
  private static final int UNINDEXED = 50;

  private final List<Detection> detections;
  private final List<FieldGate> gates;
  private final int[] unconditional;

  /** For which event a rule was last a candidate, so that none is tried twice. */
  private final int[] lastTried;

  private int event;

  /**
   * Indexes some rules of a list.
   *
   * @param members their places in the list
   */
  LiteralIndex(List<Detection> detections, BitSet members) {
    this.detections = detections;
    this.lastTried = new int[detections.size()];
    Map<Integer, List<List<FieldTest>>> demands = new LinkedHashMap<>();
    members.stream().forEach(rule -> demands.put(rule, detections.get(rule).requirements()));
    Map<String, Integer> sharing = sharing(demands);
    var byField = new LinkedHashMap<FieldPath, FieldGate>();
    var always = new BitSet();
    demands.forEach(
        (rule, own) -> {
          if (own.isEmpty()) {
            always.set(rule);
          } else {
            for (FieldTest test : cheapest(own, sharing)) {
              byField.computeIfAbsent(test.path(), FieldGate::new).add(test, rule);
            }
          }
        });
    this.gates = List.copyOf(byField.values());
    this.unconditional = always.stream().toArray();
  }

  /** Whether no event can match. */
  public boolean isEmpty() {
    return unconditional.length == 0 && gates.isEmpty();
  }

  /** Adds the places, in the list of all rules, of those that the event matches. */
  public void match(EventView view, BitSet hits) {
    nextEvent();
    attempt(unconditional, view, hits);
    for (int i = 0; i < gates.size(); i++) {
      FieldGate gate = gates.get(i);
      List<FieldValue> values = view.values(gate.path()).values();
      for (int v = 0; v < values.size(); v++) {
        FieldValue value = values.get(v);
        if (!value.isNull()) {
          attempt(gate.opened(value), view, hits);
        }
      }
    }
  }

  private void nextEvent() {
    event++;
    if (event == 0) {
      Arrays.fill(lastTried, 0);
      event = 1;
    }
  }

  private void attempt(int[] rules, EventView view, BitSet hits) {
    for (int rule : rules) {
      if (lastTried[rule] != event) {
        lastTried[rule] = event;
        if (detections.get(rule).matches(view)) {
          hits.set(rule);
        }
      }
    }
  }

  /** How many tests look for the same text in the same field. */
  private static Map<String, Integer> sharing(Map<Integer, List<List<FieldTest>>> demands) {
    var sharing = new HashMap<String, Integer>();
    demands
        .values()
        .forEach(
            own ->
                own.forEach(
                    tests -> tests.forEach(test -> sharing.merge(key(test), 1, Integer::sum))));
    return sharing;
  }

  private static List<FieldTest> cheapest(
      List<List<FieldTest>> demands, Map<String, Integer> sharing) {
    var costs = new ArrayList<Integer>();
    for (List<FieldTest> tests : demands) {
      costs.add(tests.stream().mapToInt(test -> cost(test, sharing)).sum());
    }
    int best = 0;
    for (int i = 1; i < costs.size(); i++) {
      best = costs.get(i) < costs.get(best) ? i : best;
    }
    return demands.get(best);
  }

  private static int cost(FieldTest test, Map<String, Integer> sharing) {
    boolean indexed =
        test.equalText().isPresent()
            || test.containedText().filter(t -> t.length() >= GramIndex.LENGTH).isPresent();
    return indexed ? sharing.getOrDefault(key(test), 1) : UNINDEXED;
  }

  private static String key(FieldTest test) {
    return test.path().name()
        + '\0'
        + test.equalText().orElseGet(() -> "*" + test.containedText().orElse(""));
  }
}
