package io.sealstream.cli.conformance;

import io.sealstream.cli.conformance.PantherRule.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes keys that reach all steps of what transitions match. In this language a step may carry the
 * value on in another field than the one it came by; all of them then hold the same value.
 */
final class PantherKeys {
  private final List<Map<Integer, Set<String>>> classes = new ArrayList<>();

  /** A field of one step whose value is that of a field of another. */
  record Pair(int from, String fromField, int to, String toField) {}

  private PantherKeys() {}

  /**
   * The keys; none where nothing is matched.
   *
   * @throws UnreadableException where a key does not reach a step
   */
  static List<PantherRule.Key> join(List<Pair> pairs, List<Step> steps) {
    var keys = new PantherKeys();
    pairs.forEach(keys::add);
    keys.carryOn(steps.size());
    for (Map<Integer, Set<String>> fields : keys.classes) {
      for (int step = 0; step < steps.size(); step++) {
        if (!fields.containsKey(step)) {
          throw PantherRule.unknown(
              "a Match that does not reach the step '" + steps.get(step).id() + "'");
        }
      }
    }
    return keys.classes.stream().map(PantherRule.Key::new).toList();
  }

  private void add(Pair pair) {
    Map<Integer, Set<String>> own = new HashMap<>();
    own.put(pair.from(), new TreeSet<>(Set.of(pair.fromField())));
    own.computeIfAbsent(pair.to(), made -> new TreeSet<>()).add(pair.toField());
    List<Map<Integer, Set<String>>> others =
        classes.stream().filter(each -> shareField(each, own)).toList();
    classes.removeAll(others);
    others.forEach(other -> merge(other, own));
    classes.add(own);
  }

  /** Joins two keys that meet in a step, where each has steps that the other has not. */
  private void carryOn(int steps) {
    for (int i = 0; i < classes.size(); i++) {
      Map<Integer, Set<String>> own = classes.get(i);
      List<Map<Integer, Set<String>>> next =
          classes.stream().filter(other -> other != own && isContinued(own, other)).toList();
      if (own.size() < steps && next.size() == 1) {
        classes.remove(next.get(0));
        merge(next.get(0), own);
        i = -1;
      }
    }
  }

  private static boolean isContinued(
      Map<Integer, Set<String>> own, Map<Integer, Set<String>> other) {
    return !Collections.disjoint(own.keySet(), other.keySet())
        && !own.keySet().containsAll(other.keySet())
        && !other.keySet().containsAll(own.keySet());
  }

  private static boolean shareField(
      Map<Integer, Set<String>> one, Map<Integer, Set<String>> other) {
    return one.entrySet().stream()
        .anyMatch(
            entry ->
                !Collections.disjoint(
                    entry.getValue(), other.getOrDefault(entry.getKey(), Set.of())));
  }

  private static void merge(Map<Integer, Set<String>> from, Map<Integer, Set<String>> into) {
    from.forEach(
        (step, fields) -> into.computeIfAbsent(step, made -> new TreeSet<>()).addAll(fields));
  }
}
