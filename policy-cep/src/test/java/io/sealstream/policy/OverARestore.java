package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** Runs a policy with a restore in the middle. */
final class OverARestore {
  private OverARestore() {}

  /**
   * The ids of what it finds. Before the restore comes the first half of the events; behind it the
   * last of them again, and the rest. None is told twice behind it, and nothing is held in the end.
   *
   * @param watermark where the watermark is in the middle, in seconds; nothing leaves it behind
   */
  static Set<String> ids(PolicySource policy, List<AuditEvent> events, OptionalLong watermark)
      throws Exception {
    var ids = new TreeSet<String>();
    int half = events.size() / 2;
    OperatorSubtaskState middle;
    try (var harness = CorrelatingHarness.open(policy)) {
      harness.feed(events.subList(0, half).toArray(AuditEvent[]::new));
      if (watermark.isPresent()) {
        harness.watermark(watermark.getAsLong());
      }
      harness.violations().forEach(violation -> ids.add(violation.getId()));
      middle = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(middle, policy)) {
      harness.feed(events.subList(half - 1, events.size()).toArray(AuditEvent[]::new));
      harness.end();
      for (Violation violation : harness.violations()) {
        assertThat(ids.add(violation.getId())).as("told once: %s", violation).isTrue();
      }
      assertThat(harness.stateEntries()).isZero();
    }
    return ids;
  }
}
