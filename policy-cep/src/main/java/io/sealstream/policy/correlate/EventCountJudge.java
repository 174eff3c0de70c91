package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.util.List;

/** How many events: the places in the time line tell, without walking the window. */
final class EventCountJudge implements Judge {
  private final List<Bound> bounds;

  EventCountJudge(List<Bound> bounds) {
    this.bounds = bounds;
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    long end = occurrence.time();
    int count = group.line.upTo(end) - group.line.before(group.startOf(end));
    return Numbers.hold(bounds, count);
  }
}
