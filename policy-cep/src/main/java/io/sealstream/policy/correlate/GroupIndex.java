package io.sealstream.policy.correlate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** The judge, if it wants to know what the window holds. */
  private final @Nullable WindowJudge tally;

  private final long span;
  private boolean open;
  private long from;
  private long to;

  GroupIndex(NodeIndex home, List<String> key) {
    this.home = home;
    this.key = key;
    this.judge = home.node.newJudge();
    this.tally = judge instanceof WindowJudge windowed ? windowed : null;
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
    WindowJudge covering = covering(entry.time());
    Occurrence occurrence = known;
    if (occurrence == null) {
      occurrence = new Occurrence(entry, this);
      entry.occurrences.add(occurrence);
      line.add(occurrence);
    } else if (covering != null) {
      covering.leave(occurrence);
    }
    occurrence.members |= 1L << member;
    judge.inserted(occurrence, member);
    if (covering != null) {
      covering.enter(occurrence);
    }
    return occurrence;
  }

  void remove(Occurrence occurrence) {
    line.remove(occurrence);
    unfired.remove(occurrence);
    judge.removed(occurrence);
    WindowJudge covering = covering(occurrence.time());
    if (covering != null) {
      covering.leave(occurrence);
    }
  }

  /** Whether the window that ends with this occurrence satisfies the condition. */
  boolean isAnchor(Occurrence occurrence) {
    if (tally != null) {
      moveTo(tally, occurrence.time());
    }
    return judge.isAnchor(this, occurrence);
  }

  /** What {@link #isAnchor} holds against the bounds, see {@link Judge#numbers}. */
  List<BigDecimal> numbers(Occurrence occurrence) {
    if (tally != null) {
      moveTo(tally, occurrence.time());
    }
    return judge.numbers(this, occurrence);
  }

  /** The judge that has counted what is at that time; null where none has. */
  private @Nullable WindowJudge covering(long time) {
    return open && from <= time && time <= to ? tally : null;
  }

  private void moveTo(WindowJudge window, long end) {
    long start = startOf(end);
    if (!open || start > to || end < from) {
      window.clear();
      enter(window, line.before(start), line.upTo(end));
    } else {
      leave(window, line.before(from), line.before(start));
      leave(window, line.upTo(end), line.upTo(to));
      enter(window, line.before(start), line.before(from));
      enter(window, line.upTo(to), line.upTo(end));
    }
    open = true;
    from = start;
    to = end;
  }

  private void enter(WindowJudge window, int first, int afterLast) {
    for (int i = first; i < afterLast; i++) {
      window.enter(line.get(i));
    }
  }

  private void leave(WindowJudge window, int first, int afterLast) {
    for (int i = first; i < afterLast; i++) {
      window.leave(line.get(i));
    }
  }
}
