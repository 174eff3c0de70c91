package io.sealstream.cli.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two backtests decide differently.
 *
 * @param added decisions of the later one alone, in its order
 * @param lost decisions of the earlier one alone, in its order
 */
record BaselineDifference(List<Decision> added, List<Decision> lost) {
  BaselineDifference {
    added = List.copyOf(added);
    lost = List.copyOf(lost);
  }

  static BaselineDifference between(List<Decision> before, List<Decision> after) {
    Map<Decision.Key, Deque<Decision>> left = new LinkedHashMap<>();
    for (Decision each : before) {
      left.computeIfAbsent(each.key(), key -> new ArrayDeque<>()).add(each);
    }
    var added = new ArrayList<Decision>();
    for (Decision each : after) {
      Deque<Decision> same = left.get(each.key());
      if (same == null || same.poll() == null) {
        added.add(each);
      }
    }
    var lost = new ArrayList<Decision>();
    left.values().forEach(lost::addAll);
    return new BaselineDifference(added, lost);
  }

  /** {@code +} and the line of each that is new, then {@code -} and that of each that is lost. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    added.forEach(each -> lines.add("+ " + each.line()));
    lost.forEach(each -> lines.add("- " + each.line()));
    return lines;
  }
}
