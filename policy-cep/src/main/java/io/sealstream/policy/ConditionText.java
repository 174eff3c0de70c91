package io.sealstream.policy;

import io.sealstream.policy.plan.Condition;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Condition.Presence;
import io.sealstream.policy.plan.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A correlation's condition, as files write it. */
final class ConditionText {
  private ConditionText() {}

  static String of(Correlation correlation) {
    Condition condition = correlation.condition();
    if (condition instanceof Members members) {
      return of(members.expression(), correlation.members());
    }
    var bounds = (Bounds) condition;
    var parts = new ArrayList<String>();
    if (bounds.percentile() != null) {
      parts.add("percentile: " + bounds.percentile().toPlainString());
    }
    bounds
        .bounds()
        .forEach(
            bound ->
                parts.add(
                    "%s: %s"
                        .formatted(
                            bound.operator().name().toLowerCase(Locale.ROOT),
                            bound.value().toPlainString())));
    return String.join(", ", parts);
  }

  private static String of(Presence expression, List<Correlation.Member> members) {
    if (expression instanceof Presence.Occurs occurs) {
      return members.get(occurs.member()).name();
    }
    if (expression instanceof Presence.And and) {
      return joined(and.parts(), " and ", members);
    }
    if (expression instanceof Presence.Or or) {
      return joined(or.parts(), " or ", members);
    }
    return "not " + of(((Presence.Not) expression).part(), members);
  }

  private static String joined(
      List<Presence> parts, String word, List<Correlation.Member> members) {
    return parts.stream()
        .map(part -> of(part, members))
        .collect(Collectors.joining(word, "(", ")"));
  }
}
