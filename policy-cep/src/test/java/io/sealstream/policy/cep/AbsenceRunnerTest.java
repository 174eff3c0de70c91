package io.sealstream.policy.cep;

import static io.sealstream.policy.cep.GroupHarness.hit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.sequence.PolicyText;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Absences; b is expected within a minute of a. */
class AbsenceRunnerTest {

  @Test
  void aTriggerThatNothingFollowsIsFoundOnceTheWindowHasPassed() throws Exception {
    try (var harness = harness("after")) {
      harness.events("a5").watermark(64);
      assertThat(harness.told()).isEmpty();
      harness.watermark(65);
      assertThat(harness.told()).containsExactly("a5 < a5");
      assertThat(harness.entries()).isZero();
    }
  }

  @Test
  void whatFollowsInTimeSparesTheTrigger() throws Exception {
    assertThat(found("after", "a5", "b65")).isEmpty();
    assertThat(found("after", "b65", "a5")).isEmpty();
    assertThat(found("after", "a5", "b66")).containsExactly("a5 < a5");
    assertThat(found("after", "b4", "a5")).containsExactly("a5 < a5");
    assertThat(found("after", "a5", "a6", "b66")).containsExactly("a5 < a5");
  }

  @Test
  void whatCameBeforeInTimeSparesTheTrigger() throws Exception {
    assertThat(found("before", "b5", "a65")).isEmpty();
    assertThat(found("before", "a65", "b5")).isEmpty();
    assertThat(found("before", "b5", "a66")).containsExactly("a66 < a66");
    assertThat(found("before", "a5", "b6")).containsExactly("a5 < a5");
  }

  @Test
  void aTriggerWithNothingBeforeIsFoundAsSoonAsItsTimeHasPassed() throws Exception {
    try (var harness = harness("before")) {
      harness.events("a5").watermark(4);
      assertThat(harness.told()).isEmpty();
      harness.watermark(5);
      assertThat(harness.told()).containsExactly("a5 < a5");
    }
  }

  @Test
  void whatCameOnEitherSideInTimeSparesTheTrigger() throws Exception {
    assertThat(found("either", "b5", "a65")).isEmpty();
    assertThat(found("either", "a5", "b65")).isEmpty();
    assertThat(found("either", "a5", "b66", "a127")).containsExactly("a5 < a5", "a127 < a127");
    assertThat(found("either", "b5", "a65", "a66")).containsExactly("a66 < a66");
    try (var harness = harness("either")) {
      harness.events("a60").watermark(100).events("b10").end();
      assertThat(harness.told()).containsExactly("LATE b10");
    }
  }

  @Test
  void anEventOfEqualTimeCountsWhereTiesAreInOrder() throws Exception {
    assertThat(found("after", "a5", "b5")).isEmpty();
    assertThat(found("before", "a5", "b5")).isEmpty();
    for (String order : List.of("after", "before")) {
      var strict = new PolicyText(form(order) + PolicyText.rules(), false);
      try (var harness = GroupHarness.of(strict)) {
        assertThat(harness.events("a5", "b5").end().told()).containsExactly("a5 < a5");
      }
    }
  }

  @Test
  void noEventSparesItself() throws Exception {
    assertThat(found("after", "ab5")).containsExactly("ab5 < ab5");
    assertThat(found("after", "ab5", "ab30", "ab100"))
        .containsExactly("ab30 < ab30", "ab100 < ab100");
    assertThat(found("before", "ab5", "ab30")).containsExactly("ab5 < ab5");
  }

  @Test
  void aLateEventIsUsedWhileItCanDecide() throws Exception {
    try (var harness = harness("after")) {
      harness.events("a5").watermark(60).events("b50", "a1", "a0", "b0").end();
      assertThat(harness.told())
          .containsExactly("LATE b50", "LATE a1", "TOO_LATE a0", "TOO_LATE b0");
    }
    try (var harness = harness("before")) {
      harness.watermark(60).events("b50", "a55", "b0", "a110").end();
      assertThat(harness.told()).containsExactly("LATE b50", "TOO_LATE a55", "TOO_LATE b0");
      assertThat(harness.entries()).isZero();
    }
  }

  @Test
  void whatIsRepeatedOrTooMuchOrOfNoUseIsTold() throws Exception {
    PolicyText policy = PolicyText.withRules(form("after"));
    try (var harness = new GroupHarness(Map.of("p", policy), new GroupLimits(2, 1)).open()) {
      harness.events("a1", "c2", "b3", "b4");
      assertThat(harness.told()).containsExactly("NO_PART c2", "FULL b4");
    }
    try (var harness = harness("after")) {
      assertThat(harness.events("a1", "a1").told()).containsExactly("REPEATED a1");
    }
  }

  @Test
  void whatIsExpectedGoesByOneTimerForMany() throws Exception {
    try (var harness = harness("after")) {
      harness.events("b1", "b2", "b3");
      assertThat(harness.timers()).isEqualTo(1);
      assertThat(harness.watermark(120).entries()).isZero();
    }
  }

  @Test
  void whatNoTriggerNeedsTakesNoRoom() throws Exception {
    PolicyText policy = PolicyText.withRules(form("after"));
    try (var harness = new GroupHarness(Map.of("p", policy), new GroupLimits(2, 1)).open()) {
      harness.events("b1", "b2").watermark(63).events("a64", "b65");
      assertThat(harness.told()).isEmpty();
    }
  }

  @Test
  void aTriggerOutlivesASnapshot() throws Exception {
    var policies = Map.of("p", PolicyText.withRules(form("after")));
    OperatorSubtaskState snapshot;
    try (var harness = new GroupHarness(policies, GroupLimits.DEFAULT).open()) {
      harness.events("a1").add("p/other", hit("a1")).watermark(30);
      snapshot = harness.snapshot();
    }
    try (var harness = new GroupHarness(policies, GroupLimits.DEFAULT).restored(snapshot)) {
      harness.events("b40").end();
      assertThat(harness.told()).containsExactly("p/other a1 < a1");
      assertThat(harness.entries()).isZero();
    }
  }

  private static List<String> found(String order, String... events) throws Exception {
    try (var harness = harness(order)) {
      List<String> told = harness.events(events).end().told();
      assertThat(harness.entries()).isZero();
      assertThat(harness.timers()).isZero();
      return told;
    }
  }

  private static GroupHarness harness(String order) throws Exception {
    return GroupHarness.of(form(order));
  }

  private static String form(String order) {
    return "absence: {trigger: a, expected: b, order: " + order + ", within: 1m}\n";
  }
}
