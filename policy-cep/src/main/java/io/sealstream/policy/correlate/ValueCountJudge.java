package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many different values, or tuples of values. */
final class ValueCountJudge implements Judge {
  private final List<Bound> bounds;
  private final Values values;
  private final Map<List<String>, Integer> counts = new HashMap<>();

  ValueCountJudge(List<Bound> bounds, Values values) {
    this.bounds = bounds;
    this.values = values;
  }

  @Override
  public void enter(Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      counts.merge(value, 1, Integer::sum);
    }
  }

  @Override
  public void leave(Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      counts.computeIfPresent(value, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  @Override
  public void clear() {
    counts.clear();
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    return Numbers.hold(bounds, counts.size());
  }
}
