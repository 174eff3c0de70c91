package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.plan.Hit;
import java.math.BigDecimal;

/** Refuses what a compiler should not have made. */
final class Checks {
  private static final int MOST_MEMBERS = 63;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Correlation correlation;

  private Checks(Correlation correlation) {
    this.correlation = correlation;
  }

  static void check(Correlation correlation) {
    Checks checks = new Checks(correlation);
    checks.members();
    checks.condition();
  }

  private void members() {
    int count = correlation.members().size();
    demand(count >= 1 && count <= MOST_MEMBERS, "refers to " + count + " rules; 1 to 63 can be");
    demand(
        correlation.timespanMillis() > 0 || isOfEachEvent(),
        "has a timespan that is not greater than zero");
    for (Member member : correlation.members()) {
      demand(
          member.groupSlots().size() == correlation.groupNames().size(),
          "groups by " + correlation.groupNames() + ", but not so in " + member.name());
      if (member.source() instanceof Source.Nested nested) {
        check(nested.correlation());
      } else {
        int rule = ((Source.Rule) member.source()).index();
        demand(rule >= 0 && rule < Hit.MOST_RULES, "refers to rule " + rule + "; 0 to 62 can be");
      }
    }
  }

  private boolean isOfEachEvent() {
    return correlation.isOfEachEvent()
        && correlation.members().size() == 1
        && correlation.members().get(0).source() instanceof Source.Rule
        && correlation.equals(
            Correlation.ofEachEvent(correlation.members().get(0), correlation.groupNames()));
  }

  private void condition() {
    Kind kind = correlation.kind();
    boolean temporal = kind.isTemporal();
    if (correlation.condition() instanceof Members members) {
      demand(temporal, "has a condition on members, which only temporal kinds have");
      demand(
          Presences.highest(members.expression()) < correlation.members().size(),
          "has a condition on a member that it does not have");
      return;
    }
    BigDecimal percentile = ((Bounds) correlation.condition()).percentile();
    demand(
        percentile == null || kind == Kind.VALUE_PERCENTILE,
        "has a percentile, which only value_percentile has");
    demand(
        percentile == null || (percentile.signum() >= 0 && percentile.compareTo(HUNDRED) <= 0),
        "has the percentile " + percentile + "; it must lie between 0 and 100");
    demand(
        temporal
            || kind == Kind.EVENT_COUNT
            || correlation.members().stream().anyMatch(m -> !m.valueSlots().isEmpty()),
        "needs a field in its condition");
  }

  private void demand(boolean fulfilled, String problem) {
    if (!fulfilled) {
      throw new IllegalArgumentException("correlation '" + correlation.name() + "' " + problem);
    }
  }
}
