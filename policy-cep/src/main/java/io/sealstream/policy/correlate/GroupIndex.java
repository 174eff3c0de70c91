package io.sealstream.policy.correlate;

import java.util.List;

/**
 * The occurrences of one group in time order, and a window over them that can be moved to end at
 * any time. Moving costs what enters and leaves: little for what comes in order.
 */
final class GroupIndex {
  final List<String> key;
  final TimeLine<Occurrence> line = new TimeLine<>();

  /** What a later arrival may still make an anchor; empty where the watermark judges. */
  final TimeLine<Occurrence> unfired = new TimeLine<>();

  private final NodeIndex home;
  private final Judge judge;
  private final long span;
  private boolean open;
  private long from;
  private long to;

  GroupIndex(NodeIndex home, List<String> key) {
    this.home = home;
    this.key = key;
    this.judge = home.node.newJudge();
    this.span = home.node.correlation().timespanMillis();
  }

  NodeIndex home() {
    return home;
  }

  /** The first instant of the window that ends then. */
  long startOf(long end) {
    return Times.minus(end, span);
  }

  long endOf(long start) {
    return Times.plus(start, span);
  }

  /** Makes the event an occurrence of the member; a new one if it was none of any member. */
  Occurrence insert(Entry entry, int member) {
    Occurrence known = entry.in(this);
    if (known != null && known.is(member)) {
      return known;
    }
    boolean covered = covers(entry.time());
    Occurrence occurrence = known;
    if (occurrence == null) {
      occurrence = new Occurrence(entry, this);
      entry.occurrences.add(occurrence);
      line.add(occurrence);
    } else if (covered) {
      judge.leave(occurrence);
    }
    occurrence.members |= 1L << member;
    judge.inserted(occurrence, member);
    if (covered) {
      judge.enter(occurrence);
    }
    return occurrence;
  }

  void remove(Occurrence occurrence) {
    line.remove(occurrence);
    unfired.remove(occurrence);
    judge.removed(occurrence);
    if (covers(occurrence.time())) {
      judge.leave(occurrence);
    }
  }

  /** Whether the window that ends with this occurrence satisfies the condition. */
  boolean isAnchor(Occurrence occurrence) {
    if (judge.readsWindow()) {
      moveTo(occurrence.time());
    }
    return judge.isAnchor(this, occurrence);
  }

  private boolean covers(long time) {
    return open && from <= time && time <= to;
  }

  private void moveTo(long end) {
    long start = startOf(end);
    if (!open || start > to || end < from) {
      judge.clear();
      enter(line.before(start), line.upTo(end));
    } else {
      leave(line.before(from), line.before(start));
      leave(line.upTo(end), line.upTo(to));
      enter(line.before(start), line.before(from));
      enter(line.upTo(to), line.upTo(end));
    }
    open = true;
    from = start;
    to = end;
  }

  private void enter(int first, int afterLast) {
    for (int i = first; i < afterLast; i++) {
      judge.enter(line.get(i));
    }
  }

  private void leave(int first, int afterLast) {
    for (int i = first; i < afterLast; i++) {
      judge.leave(line.get(i));
    }
  }
}
