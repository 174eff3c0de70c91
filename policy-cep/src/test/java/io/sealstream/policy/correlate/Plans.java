package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition;
import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.plan.Hit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Plans and hits for tests by hand: slot 0 is the user, slot 1 another, slots 2 and 3 values. */
final class Plans {
  static final long SPAN = 10;

  private Plans() {}

  /** Of rules 0 and up, grouped by user, within {@link #SPAN}; values in slot 2. */
  static Correlation plan(Kind kind, int rules, Condition condition) {
    List<Member> members = IntStream.range(0, rules).mapToObj(Plans::rule).toList();
    return plan(kind, members, condition);
  }

  static Correlation plan(Kind kind, List<Member> members, Condition condition) {
    return new Correlation("test", kind, members, List.of("user"), SPAN, condition, false);
  }

  static Correlation tiesInOrder(Correlation plan) {
    return new Correlation(
        plan.name(),
        plan.kind(),
        plan.members(),
        plan.groupNames(),
        plan.timespanMillis(),
        plan.condition(),
        true);
  }

  static Member rule(int index) {
    return new Member("rule" + index, new Source.Rule(index), List.of(0), List.of(2));
  }

  static Member nested(Correlation inner) {
    return new Member(inner.name(), new Source.Nested(inner), List.of(0), List.of(2));
  }

  static Bounds bounds(Operator operator, String value) {
    return new Bounds(List.of(new Bound(operator, new BigDecimal(value))), null);
  }

  static Bounds gte(String value) {
    return bounds(Operator.GTE, value);
  }

  /** A hit of rule 0 by user a. */
  static Hit hit(String id, long time) {
    return hit(id, time, 1, "a", "");
  }

  /** Of rules given as bits; several users or values are separated by a space. */
  static Hit hit(String id, long time, long rules, String users, String values) {
    List<List<String>> slots =
        List.of(words(users), List.of("other"), words(values), List.of("fixed"));
    return new Hit(id, time, "audit.events", 0, time, rules, slots);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ') {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }
}
