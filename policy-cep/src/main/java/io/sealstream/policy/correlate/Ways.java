package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Condition.Presence;
import io.sealstream.policy.plan.Correlation;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways to satisfy an ordered correlation.
 *
 * <p>With bounds the number is how many members the longest chain has that ends with the anchor: a
 * chain is members in the order of the file, not necessarily neighbours there. With an expression,
 * each conjunction of its disjunctive form is a way: the members it needs are a chain that ends
 * with the anchor, and those it denies do not occur in the window.
 *
 * @param ways where {@code bounds} is empty any of them will do; otherwise the first that is met,
 *     the longest first, gives the number that the bounds are held against
 */
record Ways(List<Way> ways, List<Bound> bounds) {
  private static final int MOST = 1024;

  /** Members that form a chain, and members that do not occur, as bits by place. */
  record Way(long chain, long absent) {
    int length() {
      return Long.bitCount(chain);
    }
  }

  static Ways of(Correlation correlation) {
    int members = correlation.members().size();
    List<Way> ways = new ArrayList<>();
    if (correlation.condition() instanceof Members expression) {
      return new Ways(disjunction(expression.expression(), false), List.of());
    }
    List<Bound> bounds = ((Bounds) correlation.condition()).bounds();
    if (Plan.onlyLower(bounds)) {
      for (int length = 1; length <= members && ways.isEmpty(); length++) {
        if (Numbers.hold(bounds, length)) {
          choose(members, 0, length, 0, ways);
        }
      }
      return new Ways(ways, List.of());
    }
    for (int length = members; length >= 1; length--) {
      choose(members, 0, length, 0, ways);
    }
    return new Ways(ways, bounds);
  }

  /** All choices of so many members from that place on, together with those chosen. */
  private static void choose(int members, int from, int left, long chosen, List<Way> ways) {
    if (left == 0) {
      ways.add(checked(ways, new Way(chosen, 0)));
      return;
    }
    for (int member = from; member <= members - left; member++) {
      choose(members, member + 1, left - 1, chosen | (1L << member), ways);
    }
  }

  private static List<Way> disjunction(Presence expression, boolean denied) {
    if (expression instanceof Presence.Not not) {
      return disjunction(not.part(), !denied);
    }
    if (expression instanceof Presence.Occurs occurs) {
      long bit = 1L << occurs.member();
      return List.of(denied ? new Way(0, bit) : new Way(bit, 0));
    }
    boolean all = expression instanceof Presence.And;
    List<Presence> parts =
        expression instanceof Presence.And and ? and.parts() : ((Presence.Or) expression).parts();
    return all == denied ? either(parts, denied) : together(parts, denied);
  }

  private static List<Way> either(List<Presence> parts, boolean denied) {
    List<Way> ways = new ArrayList<>();
    for (Presence part : parts) {
      for (Way way : disjunction(part, denied)) {
        ways.add(checked(ways, way));
      }
    }
    return ways;
  }

  private static List<Way> together(List<Presence> parts, boolean denied) {
    List<Way> ways = List.of(new Way(0, 0));
    for (Presence part : parts) {
      List<Way> more = new ArrayList<>();
      for (Way one : ways) {
        for (Way other : disjunction(part, denied)) {
          Way both = new Way(one.chain | other.chain, one.absent | other.absent);
          if ((both.chain & both.absent) == 0) {
            more.add(checked(more, both));
          }
        }
      }
      ways = more;
    }
    return ways;
  }

  private static Way checked(List<Way> ways, Way next) {
    if (ways.size() == MOST) {
      throw new IllegalArgumentException(
          "an ordered condition can be satisfied in more than "
              + MOST
              + " ways; demand all members, or refer to fewer");
    }
    return next;
  }
}
