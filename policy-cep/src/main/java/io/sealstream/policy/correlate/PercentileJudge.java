package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** A percentile of the window's numbers, or their median; no anchor where there are none. */
final class PercentileJudge implements WindowJudge {
  private static final BigDecimal MIDDLE = BigDecimal.valueOf(50);

  private final List<Bound> bounds;
  private final Values values;
  private final RankedNumbers numbers;
  private final Function<RankedNumbers, BigDecimal> rank;

  private PercentileJudge(
      List<Bound> bounds,
      Values values,
      RankedNumbers numbers,
      Function<RankedNumbers, BigDecimal> rank) {
    this.bounds = bounds;
    this.values = values;
    this.numbers = numbers;
    this.rank = rank;
  }

  /** By nearest rank. */
  static PercentileJudge ofPercentile(List<Bound> bounds, BigDecimal percentile, Values values) {
    return new PercentileJudge(bounds, values, new RankedNumbers(percentile), RankedNumbers::value);
  }

  /** Between the two in the middle, where there are as many on both sides. */
  static PercentileJudge ofMedian(List<Bound> bounds, Values values) {
    return new PercentileJudge(
        bounds, values, new RankedNumbers(MIDDLE), RankedNumbers::meanWithNext);
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
    return numbers.size() > 0 && Numbers.hold(bounds, rank.apply(numbers));
  }

  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence) {
    return numbers.size() == 0 ? List.of() : List.of(rank.apply(numbers));
  }
}
