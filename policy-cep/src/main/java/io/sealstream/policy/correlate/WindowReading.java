package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What the window that ends with an event came to when it was judged. Immutable.
 *
 * @param correlation the one whose window it is: the outermost, or one that is nested
 * @param group value by group name
 * @param end the event
 * @param fromMillis the first instant of the window; its last is the event's time
 * @param newest the newest events in it, oldest first
 * @param size how many there are
 * @param numbers what was held against the condition's bounds: none where there is no such number,
 *     one for each value of the event where they are of its values
 * @param present the places of the members that occur, in the order of their last events
 * @param isAnchor what the judgement was
 */
public record WindowReading(
    Correlation correlation,
    Map<String, String> group,
    Hit end,
    long fromMillis,
    List<Hit> newest,
    int size,
    List<BigDecimal> numbers,
    List<Integer> present,
    boolean isAnchor) {
  private static final int SHOWN = 20;

  public WindowReading {
    group = Collections.unmodifiableMap(new LinkedHashMap<>(group));
    newest = List.copyOf(newest);
    numbers = List.copyOf(numbers);
    present = List.copyOf(present);
  }

  /** Of an occurrence that was just judged. */
  static WindowReading of(Occurrence end, boolean isAnchor) {
    GroupIndex group = end.group;
    Correlation correlation = group.home().node.correlation();
    long from = group.startOf(end.time());
    int first = group.line.before(from);
    int afterLast = group.line.upTo(end.time());
    List<Hit> newest = new ArrayList<>();
    for (int i = Math.max(first, afterLast - SHOWN); i < afterLast; i++) {
      newest.add(group.line.get(i).entry.hit);
    }
    return new WindowReading(
        correlation,
        Grouping.named(correlation.groupNames(), group.key),
        end.entry.hit,
        from,
        newest,
        afterLast - first,
        group.numbers(end),
        present(group, first, afterLast),
        isAnchor);
  }

  private static List<Integer> present(GroupIndex group, int first, int afterLast) {
    var newestFirst = new LinkedHashSet<Integer>();
    for (int i = afterLast - 1; i >= first; i--) {
      long members = group.line.get(i).members;
      for (long left = members; left != 0; left &= ~Long.highestOneBit(left)) {
        newestFirst.add(Long.SIZE - 1 - Long.numberOfLeadingZeros(left));
      }
    }
    var present = new ArrayList<>(newestFirst);
    Collections.reverse(present);
    return present;
  }
}
