package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.util.List;

/** How many events: the places in the time line tell, without walking the window. */
final class EventCountJudge implements Judge {
  private final List<Bound> bounds;

  EventCountJudge(List<Bound> bounds) {
    this.bounds = bounds;
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    return Numbers.hold(bounds, count(group, occurrence));
  }

  private static int count(GroupIndex group, Occurrence occurrence) {
    long end = occurrence.time();
    return group.line.upTo(end) - group.line.before(group.startOf(end));
  }

  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence) {
    return List.of(BigDecimal.valueOf(count(group, occurrence)));
  }
}
