package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A correlation with all that it nests, made flat.
 *
 * @param nodes each before the one it is nested in; the outermost is the last
 * @param keyNames the group names of the outermost that are grouped by at every level
 * @param retentionMillis how long after its time a hit is held
 */
record Plan(List<Node> nodes, List<String> keyNames, long retentionMillis, Limits limits) {

  static Plan of(Correlation correlation, Limits limits, long latenessMillis) {
    List<Integer> keyPlaces = new ArrayList<>();
    for (int i = 0; i < correlation.groupNames().size(); i++) {
      if (isInKey(correlation, i)) {
        keyPlaces.add(i);
      }
    }
    List<Node> nodes = new ArrayList<>();
    Node.Place outermost = new Node.Place(-1, -1, List.of(), keyPlaces);
    addTo(nodes, count(correlation), outermost, correlation, limits);
    Collections.reverse(nodes);
    return new Plan(
        List.copyOf(nodes),
        keyPlaces.stream().map(correlation.groupNames()::get).toList(),
        Times.plus(reach(correlation), latenessMillis),
        limits);
  }

  /** Whether every hit is an anchor by itself, of which nothing is held. */
  boolean isOfEachEvent() {
    return outermost().correlation().isOfEachEvent();
  }

  Node outermost() {
    return nodes.get(nodes.size() - 1);
  }

  /** Adds the outer before the nested, so that counting down gives the nested the lower ordinal. */
  private static void addTo(
      List<Node> nodes, int all, Node.Place place, Correlation correlation, Limits limits) {
    int ordinal = all - 1 - nodes.size();
    nodes.add(new Node(ordinal, place, correlation, limits));
    for (int i = 0; i < correlation.members().size(); i++) {
      Member member = correlation.members().get(i);
      if (member.source() instanceof Source.Nested nested) {
        Correlation inner = nested.correlation();
        List<Integer> pins = member.groupSlots().stream().map(slot -> pin(inner, slot)).toList();
        List<Integer> keyPlaces = place.keyPlaces().stream().map(pins::get).toList();
        addTo(nodes, all, new Node.Place(ordinal, i, pins, keyPlaces), inner, limits);
      }
    }
  }

  private static int count(Correlation correlation) {
    return 1 + nested(correlation).stream().mapToInt(Plan::count).sum();
  }

  private static List<Correlation> nested(Correlation correlation) {
    return correlation.members().stream()
        .map(Member::source)
        .filter(Source.Nested.class::isInstance)
        .map(source -> ((Source.Nested) source).correlation())
        .toList();
  }

  /** The place of the group name that has this slot in all members; -1 where there is none. */
  private static int pin(Correlation correlation, int slot) {
    for (int i = 0; i < correlation.groupNames().size(); i++) {
      int place = i;
      if (correlation.members().stream().allMatch(m -> m.groupSlots().get(place) == slot)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isInKey(Correlation correlation, int name) {
    for (Member member : correlation.members()) {
      if (member.source() instanceof Source.Nested nested) {
        int pin = pin(nested.correlation(), member.groupSlots().get(name));
        if (pin < 0 || !isInKey(nested.correlation(), pin)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * How far back the events of a match may lie: the spans of the longest way inwards. Finding
   * anchors would need only the longest span, since what is an anchor is remembered; but a match
   * also names what made its nested anchors.
   */
  static long reach(Correlation correlation) {
    long inner = nested(correlation).stream().mapToLong(Plan::reach).max().orElse(0);
    return Times.plus(correlation.timespanMillis(), inner);
  }

  /** Whether no later arrival can undo an anchor. */
  static boolean firesOnArrival(Correlation correlation) {
    return conditionOnlyGrows(correlation)
        && nested(correlation).stream().allMatch(Plan::firesOnArrival);
  }

  /** Whether more occurrences can never make the condition false. */
  static boolean conditionOnlyGrows(Correlation correlation) {
    if (correlation.condition() instanceof Members members) {
      return Presences.onlyGrows(members.expression());
    }
    return switch (correlation.kind()) {
      case VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN -> false;
      case EVENT_COUNT, VALUE_COUNT, VALUE_SUM, TEMPORAL, TEMPORAL_ORDERED ->
          onlyLower(((Bounds) correlation.condition()).bounds());
    };
  }

  static boolean onlyLower(List<Bound> bounds) {
    return bounds.stream()
        .allMatch(bound -> bound.operator() == Operator.GT || bound.operator() == Operator.GTE);
  }

  static boolean hasPercentile(Correlation correlation) {
    return correlation.condition() instanceof Bounds bounds && bounds.percentile() != null;
  }
}
