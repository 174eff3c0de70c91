package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.util.List;

/** The sum of the window's numbers, or their average; no anchor where there are none. */
final class SumJudge implements WindowJudge {
  private final List<Bound> bounds;
  private final Values values;
  private final boolean average;
  private final ExactSum sum = new ExactSum();
  private long count;

  SumJudge(List<Bound> bounds, Values values, boolean average) {
    this.bounds = bounds;
    this.values = values;
    this.average = average;
  }

  @Override
  public void enter(Occurrence occurrence) {
    for (BigDecimal number : values.numbers(occurrence)) {
      sum.add(number);
      count++;
    }
  }

  @Override
  public void leave(Occurrence occurrence) {
    for (BigDecimal number : values.numbers(occurrence)) {
      sum.add(number.negate());
      count--;
    }
  }

  @Override
  public void clear() {
    sum.clear();
    count = 0;
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    return count > 0 && Numbers.holdScaled(bounds, sum.value(), divisor());
  }

  private BigDecimal divisor() {
    return average ? BigDecimal.valueOf(count) : BigDecimal.ONE;
  }

  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence) {
    return count == 0 ? List.of() : List.of(Numbers.quotient(sum.value(), divisor()));
  }
}
