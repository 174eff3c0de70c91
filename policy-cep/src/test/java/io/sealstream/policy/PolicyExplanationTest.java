package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An explanation says what the job would do with the event. */
class PolicyExplanationTest {
  private static final PolicySource EVERYTHING_ELSE =
      new PolicySource(
          "p.yml",
          """
          title: Everything else
          logsource: {product: app}
          detection: {s: {action: nothing}, condition: not s}
          """);

  @ParameterizedTest
  @ValueSource(strings = {"no json", "[1]", "{}"})
  void whatNoRuleCanReadIsNotJudged(String original) {
    AuditEvent event = Reads.read("a", 1);
    event.setOriginal(original);
    boolean job =
        !new PolicyMatcher(PolicyCompiler.compile(List.of(EVERYTHING_ELSE)))
            .matches(event)
            .isEmpty();

    PolicyExplanation explained = Explanations.of(EVERYTHING_ELSE, "a", event);

    assertThat(explained.outcome()).isEqualTo(job ? "violation" : "no match");
    assertThat(explained.rules().get(0).readable()).isEqualTo(original.equals("{}"));
  }

  @Test
  void aRuleWithDedupDecidesAlone() {
    var policy =
        new PolicySource(
            "p.yml",
            """
            apiVersion: policy/v1
            id: once
            version: 1
            owner: team
            dedup: {window: 1h}
            tests:
              - {name: a, events: [{event: {action: read_record}}], expect: {violations: 1}}
            ---
            title: A read
            logsource: {product: app}
            detection: {s: {action: read_record}, condition: s}
            """);

    AuditEvent[] two = {Reads.read("a", 1), Reads.read("b", 2)};

    assertThat(Explanations.of(policy, "a", two).outcome()).isEqualTo("violation");
    PolicyExplanation again = Explanations.of(policy, "b", two);
    assertThat(again.outcome()).isEqualTo("deduplicated");
    EventStory story = Objects.requireNonNull(again.story());
    assertThat(story.findings().get(0).told().id()).isEqualTo("a");
  }
}
