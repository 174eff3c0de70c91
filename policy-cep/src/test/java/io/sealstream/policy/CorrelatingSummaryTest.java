package io.sealstream.policy;

import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what the log says of policies over several events: late hits, and what is counted")
class CorrelatingSummaryTest {
  private static PolicySource policy(String mode, String finding) {
    return new PolicySource(
        "p.yml",
        """
        apiVersion: policy/v1
        id: p-1
        version: 1
        title: For a test
        owner: o
        mode: %s
        tests: [{name: nothing, events: [{event: {action: nothing}}], expect: none}]
        exceptions:
          - {id: ex-1, match: {actor.id: u-2}, reason: r, approver: ada, ticket: T-1, expires: 2026-12-31T00:00:00Z}
        %s
        """
                .formatted(mode, finding)
            + Correlations.RULES);
  }

  private static List<Map<String, Long>> counts(CorrelatingHarness harness) {
    return harness.log().stream()
        .filter(each -> each.getOutcome() == DecisionOutcome.SUMMARY)
        .map(Decision::getCounts)
        .toList();
  }

  @Test
  void whatIsFoundInShadowAndWhatCameTooLateAreCounted() throws Exception {
    PolicySource two =
        policy(
            "shadow",
            "sequence: {by: [actor.id], within: 1m, steps: [{id: a, rule: reads, times: 2}]}");
    try (var harness = CorrelatingHarness.open(two)) {
      harness.feed(read("e-1", 0), read("e-2", 5));
      harness.watermark(100);
      harness.feed(read("late", 90));
      harness.barrier(1);

      assertThat(counts(harness)).contains(Map.of("correlated", 3L, "shadow", 1L, "too_late", 1L));
    }
  }

  @Test
  @DisplayName("an event that counted and is delivered again behind the watermark is told too late")
  void anEventThatCountedMayBeToldTooLate() throws Exception {
    PolicySource two =
        policy(
            "enforce",
            "sequence: {by: [actor.id], within: 1m, steps: [{id: a, rule: reads, times: 2}]}");
    try (var harness = CorrelatingHarness.open(two)) {
      harness.feed(read("e-1", 0), read("e-2", 5));
      harness.watermark(100);
      assertThat(harness.violations()).hasSize(1);
      harness.feed(read("e-1", 0));

      String late =
          DecisionId.of(
              DecisionOutcome.TOO_LATE,
              ViolationId.of("acme", "p-1", "1", Map.of("actor.id", "u-1"), "e-1"));
      assertThat(harness.decisions())
          .filteredOn(each -> each.getOutcome() == DecisionOutcome.TOO_LATE)
          .extracting(Decision::getId, Decision::getAnchor)
          .containsExactly(tuple(late, "e-1"));
      harness.feed(read("e-1", 0));
      assertThat(harness.decisions())
          .as("again the same id, not another one")
          .filteredOn(each -> each.getOutcome() == DecisionOutcome.TOO_LATE)
          .extracting(Decision::getId)
          .containsExactly(late, late);
    }
  }

  @Test
  @DisplayName("an excepted event that is still expected by an absence is one hit")
  void anExceptedEventThatStillSparesIsOneHit() throws Exception {
    PolicySource absence =
        policy(
            "enforce",
            "absence: {by: [actor.id], trigger: exports, expected: reads, order: before, within:"
                + " 10m}");
    try (var harness = CorrelatingHarness.open(absence)) {
      harness.feed(read("e-1", 0, "u-2"), read("e-2", 5));
      assertThat(harness.metricsOfMatching().count("policy.p-1.numEventsHit")).isEqualTo(2);
      harness.barrier(1);

      assertThat(counts(harness))
          .containsExactly(
              Map.of("evaluated", 2L, "hits", 2L, "suppressed", 1L), Map.of("correlated", 2L));
    }
  }

  @Test
  @DisplayName("checkpoint 1 of another run is not the summary of this one's")
  void anotherRunGivesOtherIds() throws Exception {
    assertThat(ofOneRun()).isNotEqualTo(ofOneRun());
  }

  /** The id of what correlating says before the first checkpoint of a run. */
  private static String ofOneRun() throws Exception {
    try (var harness = CorrelatingHarness.open(Correlations.reads(2))) {
      harness.feed(read("e-1", 0));
      harness.barrier(1);
      return harness.log().stream()
          .filter(each -> each.getCounts() != null && each.getCounts().containsKey("correlated"))
          .map(Decision::getId)
          .findFirst()
          .orElseThrow();
    }
  }
}
