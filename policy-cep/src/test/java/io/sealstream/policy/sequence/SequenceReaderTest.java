package io.sealstream.policy.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.plan.Sequence.Comparison;
import io.sealstream.policy.plan.Sequence.Contiguity;
import io.sealstream.policy.plan.Sequence.Link;
import io.sealstream.policy.plan.Sequence.Loop;
import io.sealstream.policy.plan.Sequence.Of;
import io.sealstream.policy.plan.Sequence.Operator;
import io.sealstream.policy.plan.Sequence.Skip;
import io.sealstream.policy.plan.Sequence.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceReaderTest {

  @Test
  void readsEveryPart() {
    Sequence sequence =
        PolicyText.withRules(
                """
                sequence:
                  by: [actor.id]
                  within: 30m
                  steps:
                    - {id: fail, rule: [a, Rule b], times: 5.., greedy: true, consecutive: true, until: c}
                    - id: done
                      rule: e
                      contiguity: non-deterministic
                      where:
                        - {field: ip, op: neq, step: fail, of: any, to: peer}
                        - {field: ip, op: eq, step: fail}
                    - {id: quiet, not: true, rule: d}
                  skip: {to-last: fail}
                """)
            .sequence();
    var link = new Link(Contiguity.RELAXED, false, false);
    assertThat(sequence.withinMillis()).isEqualTo(1_800_000);
    assertThat(sequence.skip()).isEqualTo(new Skip(Skip.Kind.TO_LAST, Optional.of("fail")));
    assertThat(sequence.steps())
        .containsExactly(
            new Step(
                "fail",
                0b11,
                link,
                new Loop(5, Loop.UNBOUNDED, Contiguity.STRICT, true, 0b100),
                List.of()),
            new Step(
                "done",
                0b10000,
                new Link(Contiguity.NON_DETERMINISTIC, false, false),
                Loop.ONCE,
                List.of(
                    new Comparison(0, Operator.NEQ, "fail", Of.ANY, 1),
                    new Comparison(0, Operator.EQ, "fail", Of.LAST, 0))),
            new Step(
                "quiet", 0b1000, new Link(Contiguity.RELAXED, true, false), Loop.ONCE, List.of()));
    assertThat(sequence.grouping().names()).containsExactly("actor.id");
    assertThat(sequence.grouping().slotsByRule()).hasSize(5).containsEntry(4, List.of(2));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,3,3", "2..4,2,4", "2..2,2,2", "4..,4,2147483647"})
  void readsTimes(String text, int least, int most) {
    Loop loop = step("times: " + text).sequence().steps().get(1).loop();
    assertThat(List.of(loop.least(), loop.most())).containsExactly(least, most);
  }

  @Test
  void groupsByAFieldOfEachRule() {
    PolicyText text =
        PolicyText.withRules(
            """
            sequence:
              by:
                user: {a: actor.name, Rule b: target.name}
              within: 1m
              steps: [{id: one, rule: a}, {id: two, rule: b}]
            """);
    assertThat(text.sequence().grouping().names()).containsExactly("user");
    assertThat(text.sequence().grouping().slotsByRule())
        .isEqualTo(Map.of(0, List.of(0), 1, List.of(1)));
  }

  @Test
  void tellsAllThatIsWrongAtItsPlace() {
    PolicyText text =
        PolicyText.withRules(
            """
            sequence:
              by: {user: {a: x}}
              within: soon
              step: []
              steps:
                - {id: One, rule: nobody}
                - {id: two, rule: b, times: 0, optional: perhaps}
                - {rule: [], where: [{field: f, op: like, step: two}]}
                - {id: two, rule: c}
              skip: {to-first: three}
            """);
    assertThat(text.errors())
        .containsExactly(
            "4:3 unknown key in the sequence; there are by, within, steps, skip",
            "3:11 within must be a number above 0 and one of ms, s, m, h, d, w, as in 90m",
            "6:12 the id of a step must be a lower-case letter, then such letters, digits and _",
            "6:23 no rule has the name, id or title nobody",
            "7:46 optional must be true or false",
            "7:33 times must be n, n.. or n..m with numbers from 1 to 256, the lower first (for"
                + " none at all there is optional, for more event_count)",
            "8:7 a step has no id",
            "8:14 expected the name or id of a rule in this file, or a list of them",
            "8:41 op must be one of contains, endswith, eq, gt, gte, lt, lte, neq, startswith",
            "9:12 the step id two occurs twice",
            "10:20 skip must name a step that may happen",
            "2:8 group name user has no field for rule Rule b, Rule c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not: true, optional: true | it has no optional",
        "not: true, times: 2 | it has no times",
        "not: true, contiguity: non-deterministic | is either strict or relaxed",
        "greedy: true | greedy is for loops",
        "times: 3, greedy: true | greedy is for loops",
        "'times: 2.., greedy: true, allow-combinations: true' | cannot be greedy",
        "times: 2..3, until: c | until is for loops without an end",
        "consecutive: true | consecutive is for steps that take several events",
        "'times: 2, consecutive: true, allow-combinations: true' | either consecutive or",
        "'where: [{field: f, op: eq, step: two}]' | no earlier step that happens has the id two",
        "'where: [{field: f, op: eq, step: no}]' | no earlier step that happens has the id no",
        "times: 300 | times must be",
        "times: 3..2 | times must be"
      })
  void refusesWhatMeansNothing(String options, String message) {
    assertThat(step(options).errors()).singleElement().asString().contains(message);
  }

  @Test
  void refusesWhatFlinkCannotRun() {
    assertThat(errors("[{id: one, rule: a, optional: true}, {id: no, rule: b, not: true}]"))
        .containsExactly(
            "3:70 a step that must not happen cannot follow an optional one: write two policies,"
                + " with and without step one");
    assertThat(
            errors(
                "[{id: one, rule: a, times: 1.., greedy: true}, {id: two, rule: b, optional: true}]"))
        .containsExactly("3:86 an optional step cannot follow a greedy one");
    assertThat(errors("[{id: one, rule: a, times: 2..}, {id: no, rule: b, not: true}]"))
        .singleElement()
        .asString()
        .contains("cannot follow a loop of n.. or n..m: give step one a fixed number");
    assertThat(
            errors(
                "[{id: one, rule: a}, {id: no, rule: b, not: true}, {id: two, rule: c, times:"
                    + " 2..}]"))
        .singleElement()
        .asString()
        .contains("a loop of n.. or n..m cannot follow a step that must not happen");
    assertThat(
            errors(
                "[{id: one, rule: a}, {id: no, rule: b, not: true}, {id: two, rule: c, optional:"
                    + " true}]"))
        .singleElement()
        .asString()
        .contains("after a step that must not happen there must be one that has to happen");
    assertThat(errors("[{id: one, rule: a, not: true}, {id: two, rule: b}]"))
        .containsExactly(
            "3:35 the first step must be one that happens (for what must not have happened before"
                + " there is absence)");
    assertThat(errors("[{id: one, rule: a, contiguity: strict}]"))
        .containsExactly("3:42 the first step has no step before it");
    assertThat(errors("[]")).containsExactly("3:10 steps must be a list of at least one step");
    assertThat(errors("[{id: one, rule: a}, {id: no, rule: b, not: true}]")).isEmpty();
  }

  @Test
  void readsAnAbsence() {
    PolicyText text =
        PolicyText.withRules(
            "absence: {by: id, trigger: [a, b], expected: c, order: before, within: 10m}");
    assertThat(text.absence().trigger()).isEqualTo(0b11);
    assertThat(text.absence().expected()).isEqualTo(0b100);
    assertThat(text.absence().withinMillis()).isEqualTo(600_000);
  }

  @Test
  void tellsAllThatIsWrongWithAnAbsence() {
    assertThat(
            PolicyText.withRules("absence: {trigger: x, order: later, within: 0s, until: 1}")
                .errors())
        .containsExactly(
            "1:49 unknown key in the absence; there are by, trigger, expected, order, within",
            "1:20 no rule has the name, id or title x",
            "1:10 the absence has no expected",
            "1:30 order must be one of after, before, either",
            "1:45 within must be a number above 0 and one of ms, s, m, h, d, w, as in 90m");
  }

  private static PolicyText step(String options) {
    return PolicyText.withRules(
        """
        sequence:
          within: 1m
          steps: [{id: one, rule: a}, {id: two, rule: b, %s}]
        """
            .formatted(options));
  }

  private static List<String> errors(String steps) {
    return PolicyText.withRules("sequence:\n  within: 1m\n  steps: " + steps + "\n").errors();
  }
}
