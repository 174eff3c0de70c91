package io.sealstream.policy;

import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Position;
import io.sealstream.schemas.v1.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("one decision for every finding, whatever became of it")
class DecisionLogTest {
  private static final String ENVELOPE =
      """
      apiVersion: policy/v1
      id: p-1
      version: 3
      owner: o
      mode: %s
      tests:
        - name: two reads are found
          events: [{event: {action: read_record}, times: 2}]
          expect: {violations: any}
      exceptions:
        - {id: ex-1, match: {actor.id: u-2}, reason: r, approver: a@example.com, ticket: T-1, expires: 2026-12-31T00:00:00Z}
      ---
      title: Record read
      name: reads
      logsource: {product: app}
      detection:
        read: {action: read_record}
        admin: {actor.roles: admin}
        condition: read and not admin
      """;
  private static final String MANY =
      """
      ---
      title: Many reads
      correlation: {type: event_count, rules: [reads], group-by: [actor.id], timespan: 1m, condition: {gte: 2}}
      """;

  private static final String ID = ViolationId.of("acme", "p-1", "3", Map.of(), "e-1");

  private static CorrelatingHarness open(String mode, String more) throws Exception {
    return CorrelatingHarness.open(policy(mode, more));
  }

  private static PolicySource policy(String mode, String more) {
    return new PolicySource("p.yml", ENVELOPE.formatted(mode) + more);
  }

  @Test
  void theEncodingOfIdsIsFrozen() {
    // Consumers keep them: a change here is a break. Made by an independent program.
    String violation = "a59731042f39251402a764d00b9e3301975586b58b77c819ef74256a132f2f5b";
    assertThat(DecisionId.of(DecisionOutcome.VIOLATION, violation)).isEqualTo(violation);
    assertThat(DecisionId.of(DecisionOutcome.SUPPRESSED, violation))
        .isEqualTo("65e518de94baa1d3132507bc962deee42e23aa5791c29d61f484c4a855f9dc5e");
    assertThat(DecisionId.of(DecisionOutcome.SHADOW, violation))
        .isEqualTo("c8acd081d99ba9b03cfa3163c1cf974a0eecd46ebdb6d3dd6c4b85f6b6d905f9");
  }

  @Test
  void aViolationHasTheDecisionOfItsId() throws Exception {
    try (var harness = CorrelatingHarness.open(bare())) {
      harness.feed(read("e-1", 0, "u-1"));
      Violation violation = harness.violationsOfEvents().get(0);
      Decision decision = harness.decisions().get(0);

      assertThat(harness.decisions()).hasSize(1);
      assertThat(decision.getId()).isEqualTo(violation.getId());
      assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.VIOLATION);
      assertThat(decision.getTenantId()).isEqualTo("acme");
      assertThat(decision.getPolicyId()).isEqualTo("reads.yml");
      assertThat(decision.getPolicyVersion()).isEqualTo("1");
      assertThat(decision.getPolicyHash()).isEqualTo(violation.getPolicyHash());
      assertThat(decision.getAnchor()).isEqualTo("e-1");
      assertThat(decision.getEventIds()).containsExactly("e-1");
      assertThat(decision.getPositions()).containsExactly(new Position("audit.events", 3, 0L));
      assertThat(decision.getSelections()).isEqualTo(Map.of("read", true, "admin", false));
      assertThat(decision.getValues())
          .isEqualTo(Map.of("action", "read_record", "actor.roles", "[viewer, Editor]"));
      assertThat(decision.getExceptionId()).isNull();
      assertThat(decision.getApprover()).isNull();
    }
  }

  private static PolicySource bare() {
    String rule = ENVELOPE.substring(ENVELOPE.indexOf("title:"));
    return new PolicySource("reads.yml", rule.replace("name: reads\n", ""));
  }

  @Test
  void whatIsSuppressedNamesTheExceptionAndItsApprover() throws Exception {
    try (var harness = open("shadow", "")) {
      harness.feed(read("e-1", 0, "u-2"));

      assertThat(harness.violationsOfEvents()).isEmpty();
      assertThat(harness.decisions())
          .extracting(
              Decision::getId,
              Decision::getOutcome,
              Decision::getExceptionId,
              Decision::getApprover)
          .containsExactly(
              tuple(
                  DecisionId.of(DecisionOutcome.SUPPRESSED, ID),
                  DecisionOutcome.SUPPRESSED,
                  "ex-1",
                  "a@example.com"));
    }
  }

  @Test
  void aPolicyInShadowDecidesToo() throws Exception {
    try (var harness = open("shadow", "")) {
      harness.feed(read("e-1", 0, "u-1"), Reads.export("e-2", 1));

      assertThat(harness.violationsOfEvents()).isEmpty();
      assertThat(harness.decisions())
          .as("and nothing for an event that hits nothing")
          .extracting(Decision::getId, Decision::getOutcome)
          .containsExactly(
              tuple(DecisionId.of(DecisionOutcome.SHADOW, ID), DecisionOutcome.SHADOW));
    }
  }

  @Test
  void aCorrelationDecidesOncePerGroupAndBucket() throws Exception {
    for (String mode : List.of("enforce", "shadow")) {
      try (var harness = open(mode, MANY)) {
        harness.feed(read("e-1", 0, "u-1"), read("e-2", 5, "u-1"), read("e-3", 6, "u-1"));

        Decision decision = harness.decisions().get(0);
        assertThat(harness.decisions()).hasSize(1);
        assertThat(decision.getOutcome().name())
            .isEqualTo(mode.equals("shadow") ? "SHADOW" : "VIOLATION");
        assertThat(decision.getAnchor()).isEqualTo("e-2");
        assertThat(decision.getEventIds()).containsExactly("e-1", "e-2");
        assertThat(decision.getGroup()).isEqualTo(Map.of("actor.id", "u-1"));
        assertThat(decision.getSelections()).isEqualTo(Map.of("reads", true));
        assertThat(decision.getValues()).isEqualTo(Map.of("actor.id", "***"));
        assertThat(harness.violations().stream().map(Violation::getId).toList())
            .isEqualTo(mode.equals("shadow") ? List.of() : List.of(decision.getId()));
      }
    }
  }

  @Test
  void anEventKeptOutOfACorrelationIsOneDecision() throws Exception {
    try (var harness = open("enforce", MANY)) {
      harness.feed(read("e-1", 0, "u-2"), read("e-2", 5, "u-2"));

      assertThat(harness.violations()).isEmpty();
      assertThat(harness.decisions())
          .extracting(Decision::getId, Decision::getAnchor, Decision::getExceptionId)
          .containsExactly(
              tuple(DecisionId.of(DecisionOutcome.SUPPRESSED, ID), "e-1", "ex-1"),
              tuple(harness.decisions().get(1).getId(), "e-2", "ex-1"));
      assertThat(harness.decisions())
          .extracting(Decision::getApprover)
          .containsOnly("a@example.com");
      assertThat(harness.decisions()).extracting(Decision::getId).doesNotHaveDuplicates();
      assertThat(harness.decisions())
          .extracting(Decision::getSelections, Decision::getValues)
          .containsOnly(tuple(Map.of("reads", true), Map.of("actor.id", "***")));
    }
  }

  @Test
  void everyDecisionAndViolationCanBeWritten() throws Exception {
    for (String more : List.of("", MANY)) {
      try (var harness = open("enforce", more)) {
        harness.feed(read("e-1", 0, "u-1"), read("e-2", 5, "u-1"), read("e-3", 5, "u-2"));

        assertThat(harness.decisions()).hasSizeGreaterThan(1);
        for (Decision decision : harness.decisions()) {
          var written = Decision.getEncoder().encode(decision);
          assertThat(Decision.getDecoder().decode(written)).isEqualTo(decision);
        }
        var violations = new ArrayList<>(harness.violations());
        violations.addAll(harness.violationsOfEvents());
        assertThat(violations).isNotEmpty();
        for (Violation violation : violations) {
          var written = Violation.getEncoder().encode(violation);
          assertThat(Violation.getDecoder().decode(written)).isEqualTo(violation);
        }
      }
    }
  }

  @Test
  void everyOrderGivesTheSameIds() throws Exception {
    var events = new ArrayList<AuditEvent>();
    for (int i = 0; i < 30; i++) {
      events.add(read("e-" + i, i * 11L, "u-" + i % 3));
    }
    for (String mode : List.of("enforce", "shadow")) {
      PolicySource policy = policy(mode, MANY);
      Set<String> expected = ids(policy, events);
      assertThat(expected).hasSizeGreaterThan(12);
      var random = new Random(3);
      for (int order = 0; order < 20; order++) {
        Collections.shuffle(events, random);
        assertThat(ids(policy, events)).isEqualTo(expected);
      }
    }
  }

  /** Told once each; those of violations are those of the violations. */
  private static Set<String> ids(PolicySource policy, List<AuditEvent> events) throws Exception {
    try (var harness = CorrelatingHarness.open(policy)) {
      harness.feed(events.toArray(AuditEvent[]::new));
      harness.end();
      assertThat(harness.decisions()).extracting(Decision::getId).doesNotHaveDuplicates();
      assertThat(
              harness.decisions().stream()
                  .filter(each -> each.getOutcome() == DecisionOutcome.VIOLATION)
                  .map(Decision::getId))
          .containsExactlyElementsOf(harness.violations().stream().map(Violation::getId).toList());
      var ids = new TreeSet<String>();
      harness.decisions().forEach(each -> ids.add(each.getId()));
      return ids;
    }
  }
}
