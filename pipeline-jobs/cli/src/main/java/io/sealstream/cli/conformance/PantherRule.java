package io.sealstream.cli.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A correlation rule in Panther's language, read and sound. Steps are named by their place.
 *
 * @param ordered a {@code Sequence}; a {@code Group} otherwise
 * @param keys what must be equal; every one has every step
 * @param lookbackMinutes the window that everything lies in
 */
record PantherRule(
    boolean ordered,
    List<Step> steps,
    List<Transition> transitions,
    List<Key> keys,
    long lookbackMinutes) {

  /**
   * A signal that must come, or must not.
   *
   * @param least how often at least
   */
  record Step(String id, String ruleId, int least, boolean absent) {}

  /** How soon one step must follow another. */
  record Transition(int from, int to, long withinMinutes) {}

  /** By step the fields that hold the value: of several in one step all do. */
  record Key(Map<Integer, Set<String>> fields) {
    Key {
      fields = Map.copyOf(fields);
    }
  }

  PantherRule {
    steps = List.copyOf(steps);
    transitions = List.copyOf(transitions);
    keys = List.copyOf(keys);
  }

  /** The time from one step to another: the lookback window where no transition says less. */
  long frame(int from, int to) {
    return transitions.stream()
        .filter(each -> each.from() == from && each.to() == to)
        .mapToLong(Transition::withinMinutes)
        .reduce(lookbackMinutes, Math::min);
  }

  /** Whether a transition says less than the lookback window. */
  boolean isFramed() {
    return transitions.stream().anyMatch(each -> each.withinMinutes() < lookbackMinutes);
  }

  /** The steps by their IDs. */
  Map<String, Step> stepsById() {
    var byId = new TreeMap<String, Step>();
    steps.forEach(step -> byId.put(step.id(), step));
    return byId;
  }

  /** For what the language has, or may have, and no policy of ours says. */
  static UnreadableException unknown(String construct) {
    return new UnreadableException("the translator does not know " + construct);
  }
}
