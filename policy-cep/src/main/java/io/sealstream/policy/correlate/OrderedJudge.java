package io.sealstream.policy.correlate;

import io.sealstream.policy.correlate.Ways.Way;
import io.sealstream.policy.plan.Correlation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a chain that ends with the anchor, from its end: the latest occurrence of the member
 * before is the best choice, since it leaves the most room for the rest. At one and the same time,
 * where that counts as order, each member needs an event of its own, see {@link TieMatching}.
 */
final class OrderedJudge implements Judge {
  private final Ways ways;
  private final boolean tiesInOrder;
  private final List<TimeLine<Occurrence>> lines = new ArrayList<>();

  OrderedJudge(Correlation correlation, Ways ways) {
    this.ways = ways;
    this.tiesInOrder = correlation.tiesInOrder();
    correlation.members().forEach(member -> lines.add(new TimeLine<>()));
  }

  @Override
  public void inserted(Occurrence occurrence, int member) {
    lines.get(member).add(occurrence);
  }

  @Override
  public void removed(Occurrence occurrence) {
    for (long left = occurrence.members; left != 0; left &= left - 1) {
      lines.get(Long.numberOfTrailingZeros(left)).remove(occurrence);
    }
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence anchor) {
    Way way = firstMet(group, anchor);
    return way != null && Numbers.hold(ways.bounds(), way.length());
  }

  private @Nullable Way firstMet(GroupIndex group, Occurrence anchor) {
    long start = group.startOf(anchor.time());
    for (Way way : ways.ways()) {
      if (isMet(way, anchor, start)) {
        return way;
      }
    }
    return null;
  }

  /** How long the chain is; none where no chain will do. */
  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence anchor) {
    Way way = firstMet(group, anchor);
    return way == null ? List.of() : List.of(BigDecimal.valueOf(way.length()));
  }

  private boolean isMet(Way way, Occurrence anchor, long start) {
    for (long left = way.absent(); left != 0; left &= left - 1) {
      TimeLine<Occurrence> line = lines.get(Long.numberOfTrailingZeros(left));
      if (line.before(start) < line.upTo(anchor.time())) {
        return false;
      }
    }
    if (way.chain() == 0) {
      return true;
    }
    int last = highest(way.chain());
    return anchor.is(last) && isChain(way.chain() & ~(1L << last), anchor, start);
  }

  /** Whether those members have occurrences in order from the start to the anchor. */
  private boolean isChain(long members, Occurrence anchor, long start) {
    long time = anchor.time();
    long left = tiesInOrder ? TieMatching.without(members, lines, time, anchor) : members;
    while (left != 0) {
      TimeLine<Occurrence> line = lines.get(highest(left));
      int older = line.before(time);
      if (older == 0 || line.get(older - 1).time() < start) {
        return false;
      }
      time = line.get(older - 1).time();
      left =
          tiesInOrder
              ? TieMatching.without(left, lines, time, anchor)
              : left & ~Long.highestOneBit(left);
    }
    return true;
  }

  private static int highest(long members) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(members);
  }
}
