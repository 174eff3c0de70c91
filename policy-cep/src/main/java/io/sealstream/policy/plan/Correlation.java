package io.sealstream.policy.plan;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * A Sigma correlation (specification 2.1, correlation rules), resolved: names are members, fields
 * are slots of a {@link Hit}.
 *
 * <p>An event is an <em>anchor</em> where the window that ends with it, from its time less the time
 * span up to its time, both included, satisfies the condition within its group. What a correlation
 * finds is the set of its anchors: a function of the set of events, not of the order they come in.
 *
 * @param name the document's {@code name}, or its title
 * @param members the {@code rules}, in the order of the file
 * @param groupNames the {@code group-by} fields as the file names them; may be empty
 * @param timespanMillis greater than zero; zero only where {@link #isOfEachEvent}
 * @param tiesInOrder whether events of equal time satisfy an order
 */
public record Correlation(
    String name,
    Kind kind,
    List<Member> members,
    List<String> groupNames,
    long timespanMillis,
    Condition condition,
    boolean tiesInOrder)
    implements Serializable {

  /** What is computed over a window. */
  public enum Kind {
    /** How many different events. */
    EVENT_COUNT,
    /** How many different values, or tuples of values where there are several fields. */
    VALUE_COUNT,
    VALUE_SUM,
    VALUE_AVG,
    /** The value below which the given part of the window's values lies. */
    VALUE_PERCENTILE,
    /** The middle one of the window's values, or the mean of the two in the middle. */
    VALUE_MEDIAN,
    /** How many of the members occur. */
    TEMPORAL,
    /** As {@link #TEMPORAL}, in the members' order, each by an event of its own. */
    TEMPORAL_ORDERED;

    /** Whether it is about which members occur. */
    public boolean isTemporal() {
      return this == TEMPORAL || this == TEMPORAL_ORDERED;
    }
  }

  /**
   * One of the {@code rules}.
   *
   * @param groupSlots for each group name the slot that holds it in this member's hits, after
   *     aliases
   * @param valueSlots the slots of the condition's {@code field}s; empty where it has none
   */
  public record Member(
      String name, Source source, List<Integer> groupSlots, List<Integer> valueSlots)
      implements Serializable {
    public Member {
      groupSlots = List.copyOf(groupSlots);
      valueSlots = List.copyOf(valueSlots);
    }
  }

  /** Where a member's occurrences come from. */
  public sealed interface Source extends Serializable {
    /** A single-event rule, by its place in the policy: at most 63. */
    record Rule(int index) implements Source {}

    /** The anchors of another correlation. */
    record Nested(Correlation correlation) implements Source {}
  }

  public Correlation {
    members = List.copyOf(members);
    groupNames = List.copyOf(groupNames);
  }

  /** At least one event of a rule, in no time at all: every event is an anchor by itself. */
  public static Correlation ofEachEvent(Member rule, List<String> groupNames) {
    var one = new Condition.Bound(Condition.Operator.GTE, BigDecimal.ONE);
    return new Correlation(
        rule.name(),
        Kind.EVENT_COUNT,
        List.of(rule),
        groupNames,
        0,
        new Condition.Bounds(List.of(one), null),
        true);
  }

  /** Whether it is made by {@link #ofEachEvent}: nothing of an event needs to be held. */
  public boolean isOfEachEvent() {
    return timespanMillis == 0;
  }
}
