package io.sealstream.policy.correlate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives members different events of one and the same time, as many as can be, the last first. */
final class TieMatching {
  private final List<TimeLine<Occurrence>> lines;
  private final long time;
  private final Occurrence anchor;
  private final int enough;
  private final Map<Occurrence, Integer> taken = new HashMap<>();

  private TieMatching(
      long members, List<TimeLine<Occurrence>> lines, long time, Occurrence anchor) {
    this.lines = lines;
    this.time = time;
    this.anchor = anchor;
    // so many events serve a member whatever the others take, the anchor included
    this.enough = Long.bitCount(members) + 1;
  }

  /** What remains of the members when those at the end that can have an event then have one. */
  static long without(
      long members, List<TimeLine<Occurrence>> lines, long time, Occurrence anchor) {
    TieMatching matching = new TieMatching(members, lines, time, anchor);
    long left = members;
    while (left != 0
        && matching.serve(Long.SIZE - 1 - Long.numberOfLeadingZeros(left), new HashSet<>())) {
      left &= ~Long.highestOneBit(left);
    }
    return left;
  }

  /** Finds the member an event, if need be by giving another member another one. */
  private boolean serve(int member, Set<Occurrence> tried) {
    TimeLine<Occurrence> line = lines.get(member);
    int first = line.before(time);
    int afterLast = Math.min(line.upTo(time), first + enough);
    for (int i = first; i < afterLast; i++) {
      Occurrence event = line.get(i);
      if (event != anchor && tried.add(event)) {
        Integer holder = taken.get(event);
        if (holder == null || serve(holder, tried)) {
          taken.put(event, member);
          return true;
        }
      }
    }
    return false;
  }
}
