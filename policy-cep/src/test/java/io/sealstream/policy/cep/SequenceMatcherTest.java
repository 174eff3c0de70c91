package io.sealstream.policy.cep;

import static io.sealstream.policy.cep.GroupHarness.hit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.sequence.PolicyText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What each part of a sequence means. Events are written as {@link GroupHarness#hit} reads them.
 */
class SequenceMatcherTest {
  private static final String AB = "[{id: one, rule: a}, {id: two, rule: b}]";

  @Test
  void stepsFollowOneAnother() throws Exception {
    assertThat(found(AB, "b1", "a2", "c3", "b4")).containsExactly("b4 < a2 b4");
  }

  @Test
  void theWindowIncludesItsEnd() throws Exception {
    assertThat(found(AB, "a0", "b60")).containsExactly("b60 < a0 b60");
    assertThat(found(AB, "a0", "b61")).isEmpty();
    try (var harness = harness(AB)) {
      harness.events("a0").watermarkBefore(60).events("b60").end();
      assertThat(harness.told()).as("what waits is kept as long").containsExactly("b60 < a0 b60");
    }
  }

  @Test
  void aRelaxedStepTakesTheFirstThatFits() throws Exception {
    assertThat(found(AB, "a1", "b2", "b3")).containsExactly("b2 < a1 b2");
    assertThat(found(second("contiguity: non-deterministic"), "a1", "b2", "b3"))
        .containsExactly("b2 < a1 b2", "b3 < a1 b3");
  }

  @Test
  void aStrictStepSeesEveryRuleOfTheFile() throws Exception {
    assertThat(found(second("contiguity: strict"), "a1", "c2", "b3")).isEmpty();
    assertThat(found(second("contiguity: strict"), "a1", "b3")).containsExactly("b3 < a1 b3");
  }

  @Test
  void aStepTakesSeveralEvents() throws Exception {
    String five = "[{id: fail, rule: a, times: 3}, {id: done, rule: b}]";
    assertThat(found(five, "a1", "a2", "b3", "a4", "b5")).containsExactly("b5 < a1 a2 a4 b5");
    assertThat(found(five, "a1", "a2", "b3")).isEmpty();
  }

  @Test
  void aConsecutiveLoopIsBrokenByAnotherEvent() throws Exception {
    String three = "[{id: fail, rule: a, times: 3, consecutive: true}]";
    assertThat(found(three, "a1", "a2", "c3", "a4")).isEmpty();
    assertThat(found(three, "a1", "a2", "a3")).containsExactly("a3 < a1 a2 a3");
  }

  @Test
  void ofSeveralMatchesWithOneAnchorTheEarliestAndLongestIsTold() throws Exception {
    assertThat(found("[{id: fail, rule: a, times: 1..}, {id: done, rule: b}]", "a1", "a2", "b3"))
        .containsExactly("b3 < a1 a2 b3");
  }

  @Test
  void combinationsPassOverEventsThatFit() throws Exception {
    String two = "[{id: x, rule: a, times: 2, allow-combinations: true}]";
    assertThat(found(two, "a1", "a2", "a3")).containsExactly("a2 < a1 a2", "a3 < a1 a3");
    assertThat(found("[{id: x, rule: a, times: 2}]", "a1", "a2", "a3"))
        .containsExactly("a2 < a1 a2", "a3 < a2 a3");
  }

  @Test
  void aLoopEndsWhereItIsToldTo() throws Exception {
    String until = "[{id: x, rule: a, times: 2.., until: c}, {id: y, rule: b}]";
    assertThat(found(until, "a1", "a2", "c3", "b4")).containsExactly("b4 < a1 a2 b4");
    assertThat(found(until, "a1", "c2", "a3", "b4")).isEmpty();
  }

  @Test
  void aGreedyLoopTakesWhatTheNextStepCouldTake() throws Exception {
    String lazy = "[{id: x, rule: [a, b], times: 1..}, {id: y, rule: b}]";
    String greedy = "[{id: x, rule: [a, b], times: 1.., greedy: true}, {id: y, rule: [b, c]}]";
    assertThat(found(lazy, "a1", "b2", "b3")).contains("b2 < a1 b2");
    assertThat(found(greedy, "a1", "b2", "c3")).containsExactly("c3 < a1 b2 c3");
  }

  @Test
  void anOptionalStepMayBeLeftOut() throws Exception {
    String optional = "[{id: x, rule: a}, {id: y, rule: b, optional: true}, {id: z, rule: c}]";
    assertThat(found(optional, "a1", "c2")).containsExactly("c2 < a1 c2");
    assertThat(found(optional, "a1", "b2", "c3")).containsExactly("c3 < a1 b2 c3");
  }

  @Test
  void aStepThatMustNotHappenEndsTheMatch() throws Exception {
    String not = "[{id: x, rule: a}, {id: no, rule: b, not: true}, {id: z, rule: c}]";
    assertThat(found(not, "a1", "b2", "c3")).isEmpty();
    assertThat(found(not, "a1", "d2", "c3")).containsExactly("c3 < a1 c3");
    assertThat(found(not, "a1", "b2", "a3", "c4")).containsExactly("c4 < a3 c4");
  }

  @Test
  void aStrictStepThatMustNotHappenLooksAtTheNextEventOnly() throws Exception {
    String not =
        "[{id: x, rule: a}, {id: no, rule: b, not: true, contiguity: strict}, {id: z, rule: c}]";
    assertThat(found(not, "a1", "b2", "c3")).isEmpty();
    assertThat(found(not, "a1", "d2", "b3", "c4")).containsExactly("c4 < a1 c4");
  }

  @Test
  void theLastStepMayBeOneThatMustNotHappen() throws Exception {
    String not = "[{id: x, rule: a}, {id: y, rule: b}, {id: no, rule: c, not: true}]";
    try (var harness = harness(not)) {
      harness.events("a1", "b2").watermark(60);
      assertThat(harness.told()).isEmpty();
      harness.watermark(62);
      assertThat(harness.told()).containsExactly("b2 < a1 b2");
      assertThat(harness.entries()).isZero();
    }
    assertThat(found(not, "a1", "b2", "c61")).isEmpty();
    assertThat(found(not, "a1", "b2", "c62")).containsExactly("b2 < a1 b2");
  }

  @Test
  void eventsAreComparedWithThoseOfEarlierSteps() throws Exception {
    assertThat(found(second(where("eq")), "a1:X", "b2:y", "b3:x")).containsExactly("b3 < a1 b3");
    assertThat(found(second(where("neq")), "a1:X", "b2:x", "b3:y")).containsExactly("b3 < a1 b3");
    assertThat(found(second(where("neq")), "a1:X", "b2", "a5", "b6:z"))
        .containsExactly("b6 < a1 b6");
    assertThat(found(second(where("gt")), "a1:9", "b2:9.0", "b3:10")).containsExactly("b3 < a1 b3");
    assertThat(found(second(where("eq")), "a1:1", "b2:1.0")).containsExactly("b2 < a1 b2");
    assertThat(found(second(where("startswith")), "a1:Ab", "b2:xab", "b3:abC"))
        .containsExactly("b3 < a1 b3");
  }

  @Test
  void aComparisonSaysWhichEventsOfAnEarlierStep() throws Exception {
    String three =
        "[{id: one, rule: a, times: 2}, {id: two, rule: b,"
            + " where: [{field: f, op: eq, step: one, of: %s}]}]";
    String[] events = {"a1:x", "a2:y", "b3:x", "b4:y"};
    assertThat(found(three.formatted("first"), events)).containsExactly("b3 < a1 a2 b3");
    assertThat(found(three.formatted("last"), events)).containsExactly("b4 < a1 a2 b4");
    assertThat(found(three.formatted("any"), events)).containsExactly("b3 < a1 a2 b3");
    assertThat(found(three.formatted("all"), events)).isEmpty();
    assertThat(found(three.formatted("all"), "a1:x", "a2:x", "b3:x"))
        .containsExactly("b3 < a1 a2 b3");
  }

  @Test
  void afterAMatchOthersAreSkipped() throws Exception {
    String loop = "[{id: x, rule: a, times: 2}, {id: y, rule: b, contiguity: non-deterministic}]";
    String[] events = {"a1", "a2", "a3", "b4", "b5"};
    assertThat(found(loop, events)).containsExactly("b4 < a1 a2 b4", "b5 < a1 a2 b5");
    assertThat(skipping(loop, "past-last-event", events)).containsExactly("b4 < a1 a2 b4");
    events = new String[] {"a1", "a2", "b3", "b4", "a5", "b6"};
    assertThat(skipping(loop, "{to-first: x}", events))
        .containsExactly("b3 < a1 a2 b3", "b4 < a1 a2 b4", "b6 < a1 a2 b6", "b6 < a2 a5 b6");
    assertThat(skipping(loop, "to-next", events)).containsExactly("b3 < a1 a2 b3", "b6 < a2 a5 b6");
    assertThat(skipping(loop, "{to-last: x}", events))
        .containsExactly("b3 < a1 a2 b3", "b6 < a2 a5 b6");
    assertThat(skipping(loop, "{to-last: y}", events)).containsExactly("b3 < a1 a2 b3");
  }

  @Test
  void atOneTimeTheOrderOfTheStepsDecidesAndThenTheId() throws Exception {
    assertThat(found(AB, "b1.1", "a1.2")).containsExactly("b1.1 < a1.2 b1.1");
    var strict = new PolicyText(form(AB, "no-skip") + PolicyText.rules(), false);
    try (var harness = GroupHarness.of(strict)) {
      harness.events("a1", "b1", "b2").end();
      assertThat(harness.told()).containsExactly("b2 < a1 b2");
    }
  }

  @Test
  void lateAndRepeatedHitsAreCounted() throws Exception {
    try (var harness = harness(AB)) {
      harness.events("a5", "a5", "c5").watermark(9).events("b9", "b10");
      assertThat(harness.told()).containsExactly("REPEATED a5", "NO_PART c5", "TOO_LATE b9");
      assertThat(harness.end().told()).containsExactly("b10 < a5 b10");
    }
  }

  @Test
  void stateEmptiesItself() throws Exception {
    String all =
        "[{id: x, rule: a, times: 1.., allow-combinations: true},"
            + " {id: y, rule: b, contiguity: non-deterministic}, {id: no, rule: c, not: true}]";
    try (var harness = harness(all)) {
      harness.events("a1", "a2", "a3", "b4", "b5", "c6", "a9", "b10").watermark(10);
      assertThat(harness.entries()).isPositive();
      harness.watermark(70);
      assertThat(harness.told()).contains("b10 < a9 b10").noneMatch(text -> text.contains("b4"));
      assertThat(harness.entries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void whatCannotBeginGoesByOneTimerForMany() throws Exception {
    try (var harness = harness(AB)) {
      harness.events("b1", "b2", "b3");
      assertThat(harness.timers()).isEqualTo(1);
      assertThat(harness.watermark(120).entries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void whatBeginsWaitsOutsideOfTheAutomatonUntilSomethingMayCompleteIt() throws Exception {
    try (var harness = harness(AB)) {
      harness.events("a1", "a2", "a3").watermark(50);
      assertThat(harness.entries()).isEqualTo(1); // the held hits alone
      assertThat(harness.timers()).isEqualTo(1);
      harness.events("b61").watermark(61);
      assertThat(harness.told()).containsExactly("b61 < a1 b61");
      assertThat(harness.entries()).isZero();
      harness.events("a70").watermark(180);
      assertThat(harness.entries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void whatCouldNotBeginTakesNoRoomOnceItsTimeHasPassed() throws Exception {
    PolicyText policy = PolicyText.withRules(form(AB, "no-skip"));
    try (var harness = new GroupHarness(Map.of("p", policy), new GroupLimits(2, 3)).open()) {
      harness.events("b1", "b2").watermark(2).events("a3", "b4").watermark(4);
      assertThat(harness.told()).containsExactly("b4 < a3 b4");
    }
  }

  @Test
  void whatWaitsIsSeenWhenABeginningComesBeforeIt() throws Exception {
    try (var harness = harness(AB)) {
      harness.events("b5", "b7", "a6", "a4").watermark(7);
      assertThat(harness.told()).containsExactly("b5 < a4 b5", "b7 < a6 b7");
    }
  }

  @Test
  void aGroupHoldsSoManyHitsAndBegunMatches() throws Exception {
    PolicyText policy = PolicyText.withRules(form(AB, "no-skip"));
    try (var harness = new GroupHarness(Map.of("p", policy), new GroupLimits(2, 3)).open()) {
      harness.events("a1", "a2", "a3").watermark(3);
      assertThat(harness.told()).containsExactly("FULL a3");
      harness.events("a4", "a5").watermark(5);
      assertThat(harness.told()).containsExactly("GAVE UP 1");
      harness.events("b6").watermark(6);
      assertThat(harness.told()).containsExactly("b6 < a2 b6");
      assertThat(harness.entries()).isZero();
    }
  }

  @Test
  void groupsAndPoliciesDoNotMeet() throws Exception {
    var policies =
        Map.of(
            "p", PolicyText.withRules(form(AB, "no-skip")),
            "q", PolicyText.withRules(form(AB, "no-skip")));
    try (var harness = new GroupHarness(policies, GroupLimits.DEFAULT).open()) {
      harness.add("p/one", hit("a1")).add("p/two", hit("b2")).add("q/one", hit("b2")).end();
      assertThat(harness.told()).isEmpty();
    }
  }

  private static String second(String options) {
    return "[{id: one, rule: a}, {id: two, rule: b, " + options + "}]";
  }

  private static String where(String operator) {
    return "where: [{field: f, op: " + operator + ", step: one}]";
  }

  private static List<String> found(String steps, String... events) throws Exception {
    return skipping(steps, "no-skip", events);
  }

  private static List<String> skipping(String steps, String skip, String... events)
      throws Exception {
    try (var harness = GroupHarness.of(form(steps, skip))) {
      List<String> told = harness.events(events).end().told();
      assertThat(harness.entries()).isZero();
      return told.stream().filter(text -> !text.startsWith("NO_PART")).toList();
    }
  }

  private static GroupHarness harness(String steps) throws Exception {
    return GroupHarness.of(form(steps, "no-skip"));
  }

  private static String form(String steps, String skip) {
    return "sequence:\n  within: 1m\n  skip: " + skip + "\n  steps: " + steps + "\n";
  }
}
