package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.util.List;

/**
 * What percentage of the window's values equals the anchor's. An event gives each of its values
 * once; one with several is an anchor where that holds for any of them, one with none is not.
 */
final class ShareJudge implements WindowJudge {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final List<Bound> bounds;
  private final Values values;
  private final ValueTally tally;

  ShareJudge(List<Bound> bounds, Values values) {
    this.bounds = bounds;
    this.values = values;
    this.tally = new ValueTally(values);
  }

  @Override
  public void enter(Occurrence occurrence) {
    tally.enter(occurrence);
  }

  @Override
  public void leave(Occurrence occurrence) {
    tally.leave(occurrence);
  }

  @Override
  public void clear() {
    tally.clear();
  }

  @Override
  public boolean isAnchor(GroupIndex group, Occurrence occurrence) {
    for (List<String> value : values.different(occurrence)) {
      if (Numbers.holdScaled(bounds, hundredfold(value), BigDecimal.valueOf(tally.total()))) {
        return true;
      }
    }
    return false;
  }

  private BigDecimal hundredfold(List<String> value) {
    return BigDecimal.valueOf(tally.of(value)).multiply(HUNDRED);
  }

  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence) {
    return values.different(occurrence).stream()
        .map(value -> Numbers.quotient(hundredfold(value), BigDecimal.valueOf(tally.total())))
        .toList();
  }
}
