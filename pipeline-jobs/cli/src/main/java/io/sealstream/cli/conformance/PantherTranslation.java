package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.conformance.PantherRule.Step;
import io.sealstream.policy.PolicySource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rule of Panther's as policies of ours: it fires where one of them does.
 *
 * <ul>
 *   <li>one signal: {@code event_count}; several, each once, in any order: {@code temporal}
 *   <li>several in any order, some more than once: a sequence for each order that they can come in
 *   <li>one after the other: a sequence; with time frames of their own a chain of {@code
 *       temporal_ordered}, each link of which begins at the signal that ended the one before
 *   <li>one signal without another: an absence; several without another in between or behind: a
 *       sequence with steps that must not happen
 * </ul>
 *
 * <p>In a framed sequence of two steps whose second must come more than once, or is an absence
 * behind one that must, the frame spans the whole sequence. Longer ones of this kind are refused.
 */
final class PantherTranslation {
  /** Orders of one rule, each a policy. */
  private static final int MOST_ORDERS = 128;

  private final PantherRule rule;
  private final List<Integer> present;
  private final List<Integer> absent;

  private PantherTranslation(PantherRule rule) {
    this.rule = rule;
    this.present = places(false);
    this.absent = places(true);
  }

  private List<Integer> places(boolean isAbsent) {
    return IntStream.range(0, rule.steps().size())
        .filter(place -> rule.steps().get(place).absent() == isAbsent)
        .boxed()
        .toList();
  }

  /**
   * The policies.
   *
   * @throws UnreadableException for what policies of ours do not say
   */
  static List<PolicySource> policies(PantherRule rule) {
    return new PantherTranslation(rule).policies();
  }

  private List<PolicySource> policies() {
    if (present.isEmpty()) {
      throw PantherRule.unknown("a rule of absences alone");
    }
    if (!absent.isEmpty()) {
      return List.of(withAbsence());
    }
    if (present.size() == 1) {
      return List.of(count());
    }
    if (rule.ordered()) {
      return List.of(oneAfterTheOther());
    }
    return repeats() ? inEveryOrder() : List.of(together());
  }

  private boolean repeats() {
    return present.stream().anyMatch(place -> step(place).least() > 1);
  }

  private Step step(int place) {
    return rule.steps().get(place);
  }

  /** A signal that follows itself comes twice at least. */
  private PolicySource count() {
    int least = Math.max(step(0).least(), rule.transitions().isEmpty() ? 1 : 2);
    var text = new PantherText(rule, "rule");
    text.count("count_0", 0, least, rule.frame(0, 0));
    return text.source();
  }

  private PolicySource together() {
    var text = new PantherText(rule, "rule");
    text.correlation("together", "temporal", signals(present), rule.lookbackMinutes());
    return text.source();
  }

  private static List<String> signals(List<Integer> places) {
    return places.stream().map(PantherText::signal).toList();
  }

  private PolicySource oneAfterTheOther() {
    int last = rule.steps().size() - 1;
    boolean laterRepeat = present.stream().skip(1).anyMatch(place -> step(place).least() > 1);
    if (!rule.isFramed() || (last == 1 && (laterRepeat || !repeats()))) {
      return sequence("rule", present, last == 1 ? rule.frame(0, 1) : rule.lookbackMinutes());
    }
    if (laterRepeat) {
      throw PantherRule.unknown("MinMatchCount of a later step beside time frames");
    }
    requireFramesBetweenNeighbours();
    return chain();
  }

  private void requireFramesBetweenNeighbours() {
    if (rule.transitions().stream()
        .anyMatch(
            each -> each.to() > each.from() + 1 && each.withinMinutes() < rule.lookbackMinutes())) {
      throw PantherRule.unknown("WithinTimeFrameMinutes between steps with others in between");
    }
  }

  private PolicySource chain() {
    var text = new PantherText(rule, "rule");
    String before = PantherText.signal(0);
    if (step(0).least() > 1) {
      before = "link_0";
      text.count(before, 0, step(0).least(), rule.lookbackMinutes());
    }
    for (int place = 1; place < rule.steps().size(); place++) {
      String link = "link_" + place;
      List<String> members = List.of(before, PantherText.signal(place));
      text.correlation(link, "temporal_ordered", members, rule.frame(place - 1, place));
      before = link;
    }
    return text.source();
  }

  private List<PolicySource> inEveryOrder() {
    var orders = new ArrayList<List<Integer>>();
    int[] left = rule.steps().stream().mapToInt(Step::least).toArray();
    order(left, new ArrayList<>(), orders);
    var policies = new ArrayList<PolicySource>();
    for (List<Integer> order : orders) {
      policies.add(sequence("order-" + policies.size(), order, rule.lookbackMinutes()));
    }
    return policies;
  }

  private static void order(int[] left, List<Integer> begun, List<List<Integer>> orders) {
    if (IntStream.of(left).allMatch(count -> count == 0)) {
      orders.add(List.copyOf(begun));
      if (orders.size() > MOST_ORDERS) {
        throw PantherRule.unknown("a Group that can come in more than " + MOST_ORDERS + " orders");
      }
    }
    for (int place = 0; place < left.length; place++) {
      if (left[place] > 0) {
        left[place]--;
        begun.add(place);
        order(left, begun, orders);
        begun.remove(begun.size() - 1);
        left[place]++;
      }
    }
  }

  /**
   * A sequence.
   *
   * @param order a place as often as it must come in a row; alone, as often as its step says
   */
  private PolicySource sequence(String id, List<Integer> order, long minutes) {
    var text = new PantherText(rule, id);
    ObjectNode sequence = text.envelope().putObject("sequence");
    text.group(sequence);
    sequence.put("within", minutes + "m");
    ArrayNode steps = sequence.putArray("steps");
    for (int i = 0; i < order.size(); ) {
      int place = order.get(i);
      int end = i;
      while (end < order.size() && order.get(end) == place) {
        end++;
      }
      boolean isNot = step(place).absent();
      ObjectNode step = steps.addObject().put("id", "step_" + i);
      step.put("rule", PantherText.signal(place));
      if (isNot) {
        step.put("not", true);
      } else {
        step.put("times", rule.ordered() ? step(place).least() : end - i);
      }
      i = end;
    }
    text.signals();
    return text.source();
  }

  private PolicySource withAbsence() {
    if (absent.stream().anyMatch(place -> step(place).least() > 1)) {
      throw PantherRule.unknown("MinMatchCount of an Absence");
    }
    if (present.size() == 1 && !repeats()) {
      return absence(present.get(0));
    }
    if (!rule.ordered()) {
      throw PantherRule.unknown("an Absence in a Group of several signals");
    }
    if (step(0).absent()) {
      throw PantherRule.unknown("an Absence before several signals");
    }
    boolean two = rule.steps().size() == 2;
    if (rule.isFramed() && !two) {
      throw PantherRule.unknown("WithinTimeFrameMinutes beside an Absence and several signals");
    }
    List<Integer> all = IntStream.range(0, rule.steps().size()).boxed().toList();
    return sequence("rule", all, two ? rule.frame(0, 1) : rule.lookbackMinutes());
  }

  private PolicySource absence(int trigger) {
    boolean before = absent.stream().anyMatch(place -> place < trigger);
    boolean after = absent.stream().anyMatch(place -> place > trigger);
    if (rule.ordered() && before && after) {
      throw PantherRule.unknown("an Absence before and one after a signal");
    }
    List<Long> frames =
        absent.stream()
            .map(place -> rule.frame(Math.min(place, trigger), Math.max(place, trigger)))
            .distinct()
            .toList();
    if (frames.size() > 1) {
      throw PantherRule.unknown("Absences with different time frames");
    }
    var text = new PantherText(rule, "rule");
    ObjectNode absence = text.envelope().putObject("absence");
    text.group(absence);
    absence.put("trigger", PantherText.signal(trigger));
    ArrayNode expected = absence.putArray("expected");
    signals(absent).forEach(expected::add);
    absence.put("order", !rule.ordered() ? "either" : before ? "before" : "after");
    absence.put("within", frames.get(0) + "m");
    text.signals();
    return text.source();
  }
}
