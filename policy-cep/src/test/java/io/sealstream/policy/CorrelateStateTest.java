package io.sealstream.policy;

import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the operator remembers, for how long, over a restore, and of what comes late. */
class CorrelateStateTest {
  private static final PolicySource THREE = Correlations.reads(3);
  private static final PolicySource FEW =
      Correlations.of(
          "{type: event_count, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {lt: 2}}");

  private static final AuditEvent[] LONG_AGO =
      IntStream.range(0, 10)
          .mapToObj(i -> read("old-" + i, 1, "v-" + i))
          .toArray(AuditEvent[]::new);

  /** The span and the lateness. */
  private static final long RETENTION_SECONDS = 900;

  @Test
  @DisplayName("what began before a restore completes after it, and is told once")
  void aPartialMatchSurvivesARestore() throws Exception {
    OperatorSubtaskState begun;
    try (var harness = CorrelatingHarness.open(THREE)) {
      harness.feed(read("a", 1), read("b", 2));
      begun = harness.snapshot();
    }
    OperatorSubtaskState told;
    try (var harness = CorrelatingHarness.open(begun, THREE)) {
      harness.feed(read("b", 2), read("c", 3));
      assertThat(harness.violations())
          .extracting(Violation::getEventIds)
          .containsExactly(List.of("a", "b", "c"));
      told = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(told, THREE)) {
      harness.feed(read("d", 4));
      assertThat(harness.violations()).isEmpty();
      assertThat(harness.count("numMatchesDeduplicated")).isEqualTo(1);
      harness.feed(read("e", 601));
      assertThat(harness.anchors()).containsExactly("e");
    }
  }

  @Test
  void whatTheWatermarkWasToJudgeIsJudgedAfterARestore() throws Exception {
    OperatorSubtaskState waiting;
    try (var harness = CorrelatingHarness.open(FEW)) {
      harness.feed(read("a", 100));
      waiting = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(waiting, FEW)) {
      harness.watermark(100);
      assertThat(harness.anchors()).containsExactly("a");
    }
  }

  @Test
  void stateEmptiesItselfWhenTheWindowsHavePassed() throws Exception {
    try (var harness = CorrelatingHarness.open(THREE)) {
      harness.feed(read("a", 1), read("b", 2), read("c", 3), read("other", 4, "u-2"));
      assertThat(harness.stateEntries()).isEqualTo(3);
      harness.watermark(600 + RETENTION_SECONDS - 1);
      assertThat(harness.stateEntries()).as("the bucket that was told").isEqualTo(1);
      harness.watermark(600 + RETENTION_SECONDS);
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void timersAreFewHoweverManyHits() throws Exception {
    try (var harness = CorrelatingHarness.open(Correlations.reads(10_000))) {
      for (int i = 0; i < 500; i++) {
        harness.feed(read("e-" + i, i));
        harness.watermark(i);
      }
      assertThat(harness.timers()).isLessThan(10);
    }
  }

  @Test
  void aLateHitIsUsedAndCounted() throws Exception {
    try (var harness = CorrelatingHarness.open(THREE)) {
      harness.feed(read("a", 1), read("b", 2));
      harness.watermark(700);
      harness.feed(read("late", 3));
      assertThat(harness.anchors()).containsExactly("late");
      assertThat(harness.count("numHitsLate")).isEqualTo(1);
      assertThat(harness.count("numHitsTooLate")).isZero();
    }
  }

  @Test
  void aHitBehindTheLatenessIsCountedAndChangesNothing() throws Exception {
    try (var harness = CorrelatingHarness.open(THREE)) {
      harness.watermark(RETENTION_SECONDS + 10);
      harness.feed(read("a", 7), read("b", 8), read("c", 9));
      assertThat(harness.violations()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.count("numHitsTooLate")).isEqualTo(3);
      assertThat(harness.decisions())
          .extracting(Decision::getOutcome, Decision::getAnchor)
          .containsExactly(
              tuple(DecisionOutcome.TOO_LATE, "a"),
              tuple(DecisionOutcome.TOO_LATE, "b"),
              tuple(DecisionOutcome.TOO_LATE, "c"));
      harness.feed(read("d", 10));
      assertThat(harness.count("numHitsLate")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("what went before a restore does not seem, after it, to have been never there")
  void theWatermarkSurvivesARestore() throws Exception {
    OperatorSubtaskState emptied;
    try (var harness = CorrelatingHarness.open(FEW)) {
      harness.feed(read("a", 100), read("b", 110), read("other", 2_000, "u-2"));
      harness.watermark(2_000);
      assertThat(harness.anchors()).containsExactly("a", "other");
      emptied = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(emptied, FEW)) {
      harness.feed(read("late", 120));
      harness.end();
      assertThat(harness.violations()).isEmpty();
      assertThat(harness.count("numHitsTooLate")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a job that was drained (its watermark at the end of time) goes on after a restore")
  void theEndOfTimeIsNotRemembered() throws Exception {
    OperatorSubtaskState drained;
    try (var harness = CorrelatingHarness.open(THREE)) {
      harness.feed(read("a", 1));
      harness.end();
      harness.feed(read("b", 2));
      assertThat(harness.stateEntries()).isZero();
      drained = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(drained, THREE)) {
      harness.feed(read("c", 3), read("d", 4), read("e", 5));
      assertThat(harness.anchors()).containsExactly("e");
    }
  }

  @Test
  @DisplayName("on twice as many tasks each group goes on where its state is, and nothing is new")
  void rescaling() throws Exception {
    AuditEvent[] first = new AuditEvent[10];
    AuditEvent[] second = new AuditEvent[10];
    for (int i = 0; i < first.length; i++) {
      first[i] = read("a-" + i, 1_000, "u-" + i);
      second[i] = read("b-" + i, 1_001, "u-" + i);
    }
    OperatorSubtaskState whole;
    PolicySource two = Correlations.reads(2);
    try (var harness = CorrelatingHarness.open(two)) {
      harness.watermark(999);
      harness.feed(first);
      whole = harness.snapshot();
    }
    var found = new ArrayList<String>();
    for (int index = 0; index < 2; index++) {
      try (var half = CorrelatingHarness.openHalf(index, whole, two)) {
        half.feed(second);
        assertThat(half.violations()).isNotEmpty();
        half.violations().forEach(violation -> found.add(violation.getGroup().get("actor.id")));
        long hits = half.count("numHits");
        half.feed(LONG_AGO);
        assertThat(half.count("numHitsTooLate"))
            .isPositive()
            .isEqualTo(half.count("numHits") - hits);
      }
    }
    assertThat(found).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void stateOfAPolicyThatIsGoneEmptiesItself() throws Exception {
    OperatorSubtaskState held;
    try (var harness = CorrelatingHarness.open(THREE)) {
      harness.feed(read("a", 1), read("b", 2), read("c", 3));
      held = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(held, Correlations.reads(2))) {
      assertThat(harness.stateEntries()).isEqualTo(2);
      harness.feed(read("d", 4));
      assertThat(harness.violations()).as("what began under another content").isEmpty();
      harness.watermark(600 + RETENTION_SECONDS);
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }
}
