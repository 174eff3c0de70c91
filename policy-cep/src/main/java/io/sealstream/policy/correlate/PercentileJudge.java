package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.util.List;

/** A percentile of the window's numbers by nearest rank; no anchor where there are none. */
final class PercentileJudge implements WindowJudge {
  private final List<Bound> bounds;
  private final Values values;
  private final RankedNumbers numbers;

  PercentileJudge(List<Bound> bounds, BigDecimal percentile, Values values) {
    this.bounds = bounds;
    this.values = values;
    this.numbers = new RankedNumbers(percentile);
  }

  @Override
  public void enter(Occurrence occurrence) {
    values.numbers(occurrence).forEach(numbers::add);
  }

  @Override
  public void leave(Occurrence occurrence) {
    values.numbers(occurrence).forEach(numbers::remove);
  }

  @Override
  public void clear() {
    numbers.clear();
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    return numbers.size() > 0 && Numbers.hold(bounds, numbers.value());
  }

  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence) {
    return numbers.size() == 0 ? List.of() : List.of(numbers.value());
  }
}
