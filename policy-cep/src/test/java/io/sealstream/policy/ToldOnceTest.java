package io.sealstream.policy;

import static io.sealstream.policy.CorrelatePatternTest.export;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Of an id one violation, and no id is kept for longer than something may come under it. */
class ToldOnceTest {
  private static final String ABSENCE =
      "absence: {by: [actor.id], trigger: exports, expected: approvals, within: 10m}\n";
  private static final PolicySource HOURLY =
      CorrelatePatternTest.file(ABSENCE + "dedup: {window: 1h}\n");

  @Test
  void dedupGivesAWindowOneViolation() throws Exception {
    try (var harness = CorrelatingHarness.open(HOURLY)) {
      harness.feed(export("a", 1), export("b", 700), export("c", 3_599), export("d", 3_600));
      harness.end();
      assertThat(harness.anchors()).containsExactly("a", "d");
      assertThat(harness.count("numMatchesDeduplicated")).isEqualTo(2);
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void twoOfOneWindowThatBecomeCertainTogetherAreOne() throws Exception {
    try (var harness = CorrelatingHarness.open(HOURLY)) {
      harness.feed(export("a", 1), export("b", 1));
      harness.watermark(601);
      assertThat(harness.anchors()).containsExactly("a");
      assertThat(harness.count("numMatchesDeduplicated")).isEqualTo(1);
    }
  }

  @Test
  void whatAnIdIsKeptForAcrossARestore() throws Exception {
    try (var harness = CorrelatingHarness.open(HOURLY)) {
      harness.feed(export("a", 1));
      harness.watermark(601);
      try (var restored = CorrelatingHarness.open(harness.snapshot(), HOURLY)) {
        restored.feed(export("b", 700));
        restored.end();
        assertThat(restored.anchors()).isEmpty();
      }
    }
  }

  @Test
  void underATriggersOwnIdNothingComesLater() throws Exception {
    try (var harness = CorrelatingHarness.open(CorrelatePatternTest.file(ABSENCE))) {
      harness.feed(export("a", 1));
      harness.watermark(601);
      assertThat(harness.anchors()).containsExactly("a");
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }
}
