package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether Flink's operators and ours find the same. */
final class PatternAgreement {
  private static final int WATERMARK_EVERY = 64;

  private PatternAgreement() {}

  /**
   * The alerts of both over the events, which are in the order of their time.
   *
   * @throws IllegalStateException where they differ
   */
  static Set<Alert> demand(List<BenchPattern> patterns, List<AuditEvent> events) throws Exception {
    try (var ours = PatternStage.open(patterns);
        var theirs = CepOperators.open(patterns)) {
      for (int i = 0; i < events.size(); i++) {
        long time = events.get(i).getTime().toEpochMilli();
        ours.take(events.get(i));
        theirs.take(events.get(i), time);
        if (i % WATERMARK_EVERY == 0) {
          ours.watermark(time - 1);
          theirs.watermark(time - 1);
        }
      }
      ours.watermark(Long.MAX_VALUE);
      theirs.watermark(Long.MAX_VALUE);
      demandEqual(ours.alerts(), theirs.alerts());
      return ours.alerts();
    }
  }

  private static void demandEqual(Set<Alert> ours, Set<Alert> theirs) {
    if (!ours.equals(theirs)) {
      var extra = new HashSet<>(ours);
      extra.removeAll(theirs);
      var missing = new HashSet<>(theirs);
      missing.removeAll(ours);
      throw new IllegalStateException(
          "ours found %d, Flink's %d: only ours %d %s, only Flink's %d %s"
              .formatted(
                  ours.size(),
                  theirs.size(),
                  extra.size(),
                  extra.stream().limit(3).toList(),
                  missing.size(),
                  missing.stream().limit(3).toList()));
    }
  }
}
