package io.sealstream.policy.cep;

import static io.sealstream.policy.cep.GroupHarness.hit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.sequence.PolicyText;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Sequences that go on after a restore. */
class SequenceRestoreTest {
  private static final String AB = "[{id: x, rule: a}, {id: y, rule: b}]";

  @Test
  void aMatchBegunBeforeASnapshotCompletesAfterIt() throws Exception {
    var policies =
        Map.of(
            "p",
            PolicyText.withRules(form("[{id: x, rule: a, times: 2}, {id: y, rule: b}]", "no-skip")),
            "q",
            PolicyText.withRules(
                form("[{id: x, rule: a}, {id: no, rule: b, not: true}]", "no-skip")));
    OperatorSubtaskState snapshot;
    try (var harness = new GroupHarness(policies, GroupLimits.DEFAULT).open()) {
      harness.events("a1").add("q/g", hit("a1")).add("p/other", hit("a1")).watermark(1);
      harness.events("a2");
      snapshot = harness.snapshot();
    }
    try (var harness = new GroupHarness(policies, GroupLimits.DEFAULT).restored(snapshot)) {
      harness.events("a1.9", "b3").end();
      assertThat(harness.told())
          .containsExactlyInAnyOrder("TOO_LATE a1.9", "b3 < a1 a2 b3", "q/g a1 < a1");
      assertThat(harness.entries()).isZero();
    }
    try (var harness =
        new GroupHarness(Map.of("r", policies.get("p")), GroupLimits.DEFAULT).restored(snapshot)) {
      assertThat(harness.end().told()).contains("FORGOT 1", "FORGOT 0");
      assertThat(harness.entries()).isZero();
    }
  }

  @Test
  void whatCouldNotBeginTakesNoRoomAfterARestoreEither() throws Exception {
    var policies = Map.of("p", PolicyText.withRules(form(AB, "no-skip")));
    var two = new GroupLimits(2, 3);
    OperatorSubtaskState snapshot;
    try (var harness = new GroupHarness(policies, two).open()) {
      harness.events("b1", "b2").watermark(2).add("p/other", hit("b3"));
      snapshot = harness.snapshot();
    }
    try (var harness = new GroupHarness(policies, two).restored(snapshot)) {
      harness.events("a3", "b4");
      assertThat(harness.told()).as("there is room").isEmpty();
      assertThat(harness.watermark(4).told()).containsExactly("b4 < a3 b4");
    }
  }

  private static String form(String steps, String skip) {
    return "sequence:\n  within: 1m\n  skip: " + skip + "\n  steps: " + steps + "\n";
  }
}
