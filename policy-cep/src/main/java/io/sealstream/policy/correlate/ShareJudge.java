package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What percentage of the window's values equals the anchor's. An event gives each of its values
 * once; one with several is an anchor where that holds for any of them, one with none is not.
 */
final class ShareJudge implements Judge {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final List<Bound> bounds;
  private final Values values;
  private final Map<List<String>, Integer> counts = new HashMap<>();
  private long total;

  ShareJudge(List<Bound> bounds, Values values) {
    this.bounds = bounds;
    this.values = values;
  }

  @Override
  public void enter(Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      counts.merge(value, 1, Integer::sum);
      total++;
    }
  }

  @Override
  public void leave(Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      counts.computeIfPresent(value, (same, count) -> count == 1 ? null : count - 1);
      total--;
    }
  }

  @Override
  public void clear() {
    counts.clear();
    total = 0;
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      BigDecimal count = BigDecimal.valueOf(counts.getOrDefault(value, 0));
      if (Numbers.holdScaled(bounds, count.multiply(HUNDRED), BigDecimal.valueOf(total))) {
        return true;
      }
    }
    return false;
  }
}
