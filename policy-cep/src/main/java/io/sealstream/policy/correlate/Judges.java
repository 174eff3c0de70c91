package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Correlation;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** Which judge a correlation needs. */
final class Judges {

  private Judges() {}

  /** What makes the judge of each group; all that can be done once is done here. */
  static Supplier<Judge> of(Correlation correlation, Values values) {
    if (correlation.kind() == Correlation.Kind.TEMPORAL_ORDERED) {
      Ways ways = Ways.of(correlation);
      return () -> new OrderedJudge(correlation, ways);
    }
    if (correlation.condition() instanceof Members members) {
      return () -> new PresenceJudge(present -> Presences.holds(members.expression(), present));
    }
    return ofNumber(correlation.kind(), (Bounds) correlation.condition(), values);
  }

  private static Supplier<Judge> ofNumber(Correlation.Kind kind, Bounds condition, Values values) {
    List<Bound> bounds = condition.bounds();
    BigDecimal percentile = condition.percentile();
    return switch (kind) {
      case EVENT_COUNT -> () -> new EventCountJudge(bounds);
      case VALUE_COUNT -> () -> new ValueCountJudge(bounds, values);
      case VALUE_SUM -> () -> new SumJudge(bounds, values, false);
      case VALUE_AVG -> () -> new SumJudge(bounds, values, true);
      case VALUE_PERCENTILE ->
          percentile == null
              ? () -> new ShareJudge(bounds, values)
              : () -> PercentileJudge.ofPercentile(bounds, percentile, values);
      case VALUE_MEDIAN -> () -> PercentileJudge.ofMedian(bounds, values);
      case TEMPORAL, TEMPORAL_ORDERED ->
          () -> new PresenceJudge(present -> Numbers.hold(bounds, Long.bitCount(present)));
    };
  }
}
