package io.sealstream.policy.match;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.event.FieldValues;
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
 * outcome). Rules that demand nothing meet every event, and rules that ask the same are asked once.
 * One thread.
 */
public final class LiteralIndex {
  /** What a test that no index helps costs, in tests that one does. */
  private static final int UNINDEXED = 50;

  /** Each of what the rules ask once, by number. */
  private final Detection[] asked;

  /** Places in the list of the rules that ask it, by the same number. */
  private final int[][] askedBy;

  private final FieldGate[] gates;
  private final int[] unconditional;

  /** For which event each was last a candidate, so that none is tried twice. */
  private final int[] lastTried;

  private int event;

  /**
   * Indexes some rules of a list.
   *
   * @param members their places in the list
   */
  LiteralIndex(List<Detection> detections, BitSet members) {
    Map<Object, int[]> rules = new LinkedHashMap<>();
    members.stream()
        .forEach(
            rule -> rules.merge(detections.get(rule).question(), new int[] {rule}, Places::joined));
    this.askedBy = rules.values().toArray(int[][]::new);
    this.asked =
        Arrays.stream(askedBy).map(same -> detections.get(same[0])).toArray(Detection[]::new);
    this.lastTried = new int[asked.length];
    List<List<List<FieldTest>>> demands =
        Arrays.stream(asked).map(Detection::requirements).toList();
    Map<String, Integer> sharing = sharing(demands);
    var byField = new LinkedHashMap<FieldPath, FieldGate>();
    int[] always = Places.NONE;
    for (int i = 0; i < asked.length; i++) {
      if (demands.get(i).isEmpty()) {
        always = Places.joined(always, new int[] {i});
      } else {
        for (FieldTest test : cheapest(demands.get(i), sharing)) {
          byField.computeIfAbsent(test.path(), FieldGate::new).add(test, i);
        }
      }
    }
    this.gates = byField.values().toArray(FieldGate[]::new);
    this.unconditional = always;
  }

  /** Whether no event can match. */
  public boolean isEmpty() {
    return unconditional.length == 0 && gates.length == 0;
  }

  /** Adds the places, in the list of all rules, of those that the event matches. */
  public void match(EventView view, BitSet hits) {
    nextEvent();
    attempt(unconditional, view, hits);
    for (FieldGate gate : gates) {
      FieldValues values = view.values(gate.path());
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

  private void attempt(int[] candidates, EventView view, BitSet hits) {
    for (int candidate : candidates) {
      if (lastTried[candidate] != event) {
        lastTried[candidate] = event;
        if (asked[candidate].matches(view)) {
          for (int rule : askedBy[candidate]) {
            hits.set(rule);
          }
        }
      }
    }
  }

  /** How many tests look for the same text in the same field. */
  private static Map<String, Integer> sharing(List<List<List<FieldTest>>> demands) {
    var sharing = new HashMap<String, Integer>();
    demands.forEach(
        own ->
            own.forEach(tests -> tests.forEach(test -> sharing.merge(key(test), 1, Integer::sum))));
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
