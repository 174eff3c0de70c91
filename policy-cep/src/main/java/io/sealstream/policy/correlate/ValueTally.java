package io.sealstream.policy.correlate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each value, or tuple of values, is in the window. */
final class ValueTally {
  private final Values values;
  private final Map<List<String>, Integer> counts = new HashMap<>();
  private long total;

  ValueTally(Values values) {
    this.values = values;
  }

  void enter(Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      counts.merge(value, 1, Integer::sum);
      total++;
    }
  }

  void leave(Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      counts.computeIfPresent(value, (same, count) -> count == 1 ? null : count - 1);
      total--;
    }
  }

  void clear() {
    counts.clear();
    total = 0;
  }

  int different() {
    return counts.size();
  }

  long total() {
    return total;
  }

  int of(List<String> value) {
    return counts.getOrDefault(value, 0);
  }
}
