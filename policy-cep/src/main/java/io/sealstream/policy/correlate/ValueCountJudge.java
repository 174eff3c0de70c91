package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.util.List;

/** How many different values, or tuples of values. */
final class ValueCountJudge implements WindowJudge {
  private final List<Bound> bounds;
  private final ValueTally tally;

  ValueCountJudge(List<Bound> bounds, Values values) {
    this.bounds = bounds;
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
    return Numbers.hold(bounds, tally.different());
  }

  @Override
  public List<BigDecimal> numbers(GroupIndex group, Occurrence occurrence) {
    return List.of(BigDecimal.valueOf(tally.different()));
  }
}
