package io.sealstream.policy.correlate;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** Which members occur in the window, in any order. */
final class PresenceJudge implements WindowJudge {
  private final LongPredicate condition;
  private final int[] counts = new int[Long.SIZE];
  private long present;

  /** With a condition on the members that occur, as bits by place. */
  PresenceJudge(LongPredicate condition) {
    this.condition = condition;
  }

  @Override
  public void enter(Occurrence occurrence) {
    for (long left = occurrence.members; left != 0; left &= left - 1) {
      counts[Long.numberOfTrailingZeros(left)]++;
    }
    present |= occurrence.members;
  }

  @Override
  public void leave(Occurrence occurrence) {
    for (long left = occurrence.members; left != 0; left &= left - 1) {
      int member = Long.numberOfTrailingZeros(left);
      if (--counts[member] == 0) {
        present &= ~(1L << member);
      }
    }
  }

  @Override
  public void clear() {
    Arrays.fill(counts, 0);
    present = 0;
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    return condition.test(present);
  }

  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence) {
    return List.of(BigDecimal.valueOf(Long.bitCount(present)));
  }
}
