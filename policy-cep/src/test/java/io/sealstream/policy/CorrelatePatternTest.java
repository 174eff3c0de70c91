package io.sealstream.policy;

import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sequences and absences in the operator that also correlates. */
class CorrelatePatternTest {
  private static final PolicySource SEQUENCE =
      file(
          """
          sequence:
            by: [actor.id]
            within: 10m
            steps:
              - {id: read, rule: reads, times: 2}
              - {id: no_approval, not: true, rule: approvals}
              - {id: exported, rule: exports}
          """);
  private static final PolicySource ABSENCE =
      file(
          """
          absence:
            by: [actor.id]
            trigger: exports
            expected: approvals
            order: before
            within: 10m
          exceptions: [{id: x, match: {actor.id: robot}, reason: r, approver: a, ticket: T-1,
            expires: 2027-01-01T00:00:00Z}]
          """);

  @Test
  void aSequenceIsTold() throws Exception {
    try (var harness = CorrelatingHarness.open(SEQUENCE)) {
      harness.feed(read("a", 1), read("b", 2), export("c", 3));
      assertThat(harness.violations()).as("until the watermark has passed it").isEmpty();
      harness.watermark(3);

      Violation found = harness.violations().get(0);
      assertThat(harness.violations()).hasSize(1);
      assertThat(found.getPolicyId()).isEqualTo("pattern");
      assertThat(found.getPolicyVersion()).isEqualTo("4");
      assertThat(found.getTitle()).isEqualTo("A pattern");
      assertThat(found.getAnchor()).isEqualTo("c");
      assertThat(found.getEventIds()).containsExactly("a", "b", "c");
      assertThat(found.getPositions()).hasSize(3);
      assertThat(found.getGroup()).isEqualTo(Map.of("actor.id", "u-1"));
      assertThat(found.getId())
          .isEqualTo(ViolationId.of("acme", "pattern", "4", Map.of("actor.id", "u-1"), "c"));
    }
  }

  @Test
  void whatMustNotHappenEndsIt() throws Exception {
    try (var harness = CorrelatingHarness.open(SEQUENCE)) {
      harness.feed(read("a", 1), read("b", 2), acted("n", "approve_export", 3), export("c", 4));
      harness.end();
      assertThat(harness.violations()).isEmpty();
    }
  }

  @Test
  @DisplayName("in whatever order events come, the same is told")
  void arrivalDoesNotMatter() throws Exception {
    List<AuditEvent> events =
        new ArrayList<>(
            List.of(
                read("a", 1),
                read("b", 2),
                export("c", 3),
                read("d", 2, "u-2"),
                export("e", 4),
                export("f", 5, "u-2")));
    Set<Set<String>> told = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      Collections.rotate(events, 1);
      Collections.swap(events, i, (i * 3 + 1) % events.size());
      try (var harness = CorrelatingHarness.open(SEQUENCE)) {
        harness.feed(events.toArray(AuditEvent[]::new));
        harness.end();
        told.add(Set.copyOf(harness.violations().stream().map(Violation::getId).toList()));
      }
    }
    assertThat(told).hasSize(1);
    assertThat(told.iterator().next()).isNotEmpty();
  }

  @Test
  @DisplayName("what began before a restore completes after it")
  void aPartialMatchSurvivesARestore() throws Exception {
    OperatorSubtaskState begun;
    try (var harness = CorrelatingHarness.open(SEQUENCE)) {
      harness.feed(read("a", 1), read("b", 2));
      harness.watermark(2);
      harness.feed(read("waits", 100));
      begun = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(begun, SEQUENCE)) {
      harness.feed(export("c", 3));
      harness.watermark(3);
      assertThat(harness.violations())
          .extracting(Violation::getEventIds)
          .containsExactly(List.of("a", "b", "c"));
    }
  }

  @Test
  void stateEmptiesItself() throws Exception {
    try (var harness = CorrelatingHarness.open(SEQUENCE, ABSENCE_OF_ANOTHER_ID)) {
      harness.feed(read("a", 1), read("b", 2), export("c", 3), read("other", 4, "u-2"));
      harness.watermark(3);
      assertThat(harness.stateEntries()).isPositive();
      harness.watermark(3 + 2 * 600 + 1);
      assertThat(harness.stateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void aPolicyThatIsGoneLeavesNothing() throws Exception {
    OperatorSubtaskState begun;
    try (var harness = CorrelatingHarness.open(SEQUENCE)) {
      harness.feed(read("a", 1), read("b", 2));
      harness.watermark(2);
      harness.feed(export("c", 50));
      begun = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(begun, Correlations.reads(3))) {
      assertThat(harness.stateEntries()).isPositive();
      harness.end();
      assertThat(harness.violations()).isEmpty();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void whatIsBehindTheWatermarkIsCounted() throws Exception {
    try (var harness = CorrelatingHarness.open(SEQUENCE)) {
      harness.feed(read("a", 1), read("a", 1));
      harness.watermark(10);
      harness.feed(read("b", 9));
      assertThat(harness.count("numHits")).isEqualTo(3);
      assertThat(harness.count("numHitsRepeated")).isEqualTo(1);
      assertThat(harness.count("numHitsTooLate")).isEqualTo(1);
    }
  }

  @Test
  void whatComesTooLateIsWrittenToTheDecisionLog() throws Exception {
    try (var harness = CorrelatingHarness.open(SEQUENCE)) {
      harness.watermark(10);
      harness.feed(read("b", 9), read("b", 9));

      assertThat(harness.decisions())
          .hasSize(2)
          .allSatisfy(
              late -> {
                assertThat(late.getOutcome()).isEqualTo(DecisionOutcome.TOO_LATE);
                assertThat(late.getAnchor()).isEqualTo("b");
                assertThat(late.getPositions()).hasSize(1);
                assertThat(late.getGroup()).isEqualTo(Map.of("actor.id", "u-1"));
                assertThat(late.getSelections()).containsEntry("reads", true);
              })
          .extracting(Decision::getId)
          .containsOnly(
              DecisionId.of(
                  DecisionOutcome.TOO_LATE,
                  ViolationId.of("acme", "pattern", "4", Map.of("actor.id", "u-1"), "b")));
    }
  }

  @Test
  void aPolicyMayHaveLateEventsCountedOnly() throws Exception {
    var counting =
        new PolicySource(
            "counting", SEQUENCE.text().replace("sequence:\n", "time: {late: count}\nsequence:\n"));
    try (var harness = CorrelatingHarness.open(counting)) {
      harness.watermark(10);
      harness.feed(read("b", 9));

      assertThat(harness.decisions()).isEmpty();
      assertThat(harness.count("numHitsTooLate")).isEqualTo(1);
    }
  }

  @Test
  void tenantsShareNoGroup() throws Exception {
    AuditEvent theirs = export("c", 3);
    theirs.setTenantId("globex");
    try (var harness = CorrelatingHarness.open(SEQUENCE)) {
      harness.feed(read("a", 1), read("b", 2), theirs);
      harness.end();
      assertThat(harness.violations()).isEmpty();
    }
  }

  @Test
  void anAbsenceIsToldUnlessItsTriggerIsExcepted() throws Exception {
    try (var harness = CorrelatingHarness.open(ABSENCE)) {
      harness.feed(export("alone", 1), acted("ok", "approve_export", 2, "u-2"));
      harness.feed(export("approved", 3, "u-2"), export("excepted", 4, "robot"));
      harness.end();
      assertThat(harness.anchors()).containsExactly("alone");
      assertThat(harness.countInMatching("numSuppressed")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("triggers of one instant have one violation, in the last instant of a bucket too")
  void triggersOfOneBucketAreToldOnce() throws Exception {
    PolicySource deduped =
        new PolicySource(
            "p.yml", ABSENCE.text().replace("absence:", "dedup: {window: 10m}\nabsence:"));
    for (long millis : new long[] {0, 1, 600_000 - 1}) {
      try (var harness = CorrelatingHarness.open(deduped)) {
        for (String id : List.of("one", "other")) {
          AuditEvent trigger = export(id, 0);
          trigger.setTime(trigger.getTime().plusMillis(millis));
          harness.feed(trigger);
        }
        harness.end();
        assertThat(harness.violations()).as("%d ms into the bucket", millis).hasSize(1);
      }
    }
  }

  @Test
  @DisplayName("an exception takes triggers out, not what spares them")
  void anExceptedEventMayStillBeWhatIsExpected() throws Exception {
    PolicySource swapped =
        new PolicySource(
            "p.yml",
            ABSENCE.text().replace("match: {actor.id: robot}", "match: {action: approve_export}"));
    try (var harness = CorrelatingHarness.open(swapped)) {
      harness.feed(acted("ok", "approve_export", 2), export("approved", 3));
      harness.end();
      assertThat(harness.violations()).isEmpty();
    }
  }

  private static final PolicySource ABSENCE_OF_ANOTHER_ID =
      new PolicySource("q.yml", ABSENCE.text().replace("id: pattern", "id: another"));

  static AuditEvent export(String id, long second) {
    return acted(id, "export_folder", second);
  }

  private static AuditEvent export(String id, long second, String actor) {
    return acted(id, "export_folder", second, actor);
  }

  private static AuditEvent acted(String id, String action, long second) {
    return acted(id, action, second, "u-1");
  }

  private static AuditEvent acted(String id, String action, long second, String actor) {
    AuditEvent event = read(id, second, actor);
    event.setAction(action);
    return event;
  }

  static PolicySource file(String finding) {
    return new PolicySource(
        "p.yml",
        """
        apiVersion: policy/v1
        id: pattern
        version: 4
        title: A pattern
        owner: team
        tests:
          - name: nothing
            events: [{event: {action: read_record}}]
            expect: none
        """
            + finding
            + Correlations.RULES
            + """
            ---
            title: An approval
            name: approvals
            logsource: {product: app, service: files}
            detection: {s: {action: approve_export}, condition: s}
            """);
  }
}
