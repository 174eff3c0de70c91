package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.plan.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One correlation of a plan, with what follows from it once and for all. */
final class Node {
  private final int ordinal;
  private final Place place;
  private final Correlation correlation;
  private final List<Leaf> leaves;
  private final boolean onArrival;
  private final Values values;
  private final Supplier<Judge> judges;
  private final int groupLimit;

  /** A member whose occurrences are the hits of a rule. */
  record Leaf(int member, int rule, List<Integer> groupSlots) {}

  /**
   * Where a node hangs.
   *
   * @param parent the ordinal of the outer correlation; -1 for the outermost
   * @param member which of its members this is
   * @param pins for each group name of the parent the place of the own group name that has the same
   *     slot in all members; -1 where there is none
   * @param keyPlaces for each name of the plan's key its place among the own group names
   */
  record Place(int parent, int member, List<Integer> pins, List<Integer> keyPlaces) {}

  Node(int ordinal, Place place, Correlation correlation, Limits limits) {
    this.ordinal = ordinal;
    this.place = place;
    this.correlation = correlation;
    this.groupLimit = limits.groups();
    this.leaves = leaves(correlation);
    this.onArrival = Plan.firesOnArrival(correlation);
    boolean withoutNegative = correlation.kind() == Correlation.Kind.VALUE_SUM && growsOnly();
    this.values = new Values(correlation.members(), limits.values(), withoutNegative);
    this.judges = Judges.of(correlation, values);
  }

  private static List<Leaf> leaves(Correlation correlation) {
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < correlation.members().size(); i++) {
      Member member = correlation.members().get(i);
      if (member.source() instanceof Source.Rule rule) {
        leaves.add(new Leaf(i, rule.index(), member.groupSlots()));
      }
    }
    return leaves;
  }

  private boolean growsOnly() {
    return Plan.conditionOnlyGrows(correlation);
  }

  int ordinal() {
    return ordinal;
  }

  int parent() {
    return place.parent();
  }

  int memberInParent() {
    return place.member();
  }

  boolean isOutermost() {
    return place.parent() < 0;
  }

  Correlation correlation() {
    return correlation;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  /** Whether no later arrival can undo what it finds. */
  boolean onArrival() {
    return onArrival;
  }

  Judge newJudge() {
    return judges.get();
  }

  /** The groups in which a hit of a rule takes part. */
  Combinations groups(Leaf leaf, Hit hit) {
    return Combinations.of(hit, leaf.groupSlots(), groupLimit);
  }

  /**
   * The groups in which an anchor of a nested correlation takes part. Where the outer group is by a
   * field that the nested one is grouped by too, the value is that of the nested group: what one
   * user did does not count for another that the same event names.
   */
  Combinations groups(Node nested, Hit anchor, List<String> nestedGroup) {
    List<Integer> slots = correlation.members().get(nested.place.member()).groupSlots();
    List<List<String>> fields = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      int pin = nested.place.pins().get(i);
      fields.add(pin < 0 ? anchor.values().get(slots.get(i)) : List.of(nestedGroup.get(pin)));
    }
    return Combinations.of(fields, groupLimit);
  }

  /** The part of the key that is in a group. */
  List<String> keyOf(List<String> group) {
    List<Integer> places = place.keyPlaces();
    List<String> key = new ArrayList<>(places.size());
    for (int i = 0; i < places.size(); i++) {
      key.add(group.get(places.get(i)));
    }
    return key;
  }

  /** Tells what of a member's values is left out when a hit becomes an occurrence of it. */
  void reportValues(Hit hit, int member, Output out) {
    switch (correlation.kind()) {
      case VALUE_COUNT -> values.reportDifferent(hit, member, out);
      case VALUE_SUM, VALUE_AVG, VALUE_MEDIAN -> values.reportNumbers(hit, member, out);
      case VALUE_PERCENTILE -> {
        if (Plan.hasPercentile(correlation)) {
          values.reportNumbers(hit, member, out);
        } else {
          values.reportDifferent(hit, member, out);
        }
      }
      case EVENT_COUNT, TEMPORAL, TEMPORAL_ORDERED -> {}
    }
  }
}
