package io.sealstream.policy;

import io.sealstream.policy.correlate.Loss;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what correlations leave out at their limits. Task thread only. */
final class LossCounters {
  private final Map<Loss, Counter> counters = new EnumMap<>(Loss.class);

  LossCounters(MetricGroup group) {
    for (Loss loss : Loss.values()) {
      counters.put(loss, group.counter(nameOf(loss)));
    }
  }

  private static String nameOf(Loss loss) {
    return switch (loss) {
      case GROUPS_CUT -> "numGroupsCut";
      case VALUES_CUT -> "numValuesCut";
      case NEGATIVE_LEFT_OUT -> "numNegativeValuesLeftOut";
      case EVICTED -> "numHitsDropped";
    };
  }

  void lost(Loss loss, long count) {
    Counter counter = counters.get(loss);
    if (counter != null) {
      counter.inc(count);
    }
  }
}
