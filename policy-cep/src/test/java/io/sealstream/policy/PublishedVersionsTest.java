package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Position;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("policies that are published while matching and correlating run")
class PublishedVersionsTest {
  /** One that finds every event of an action. */
  static PolicySource finds(int version, String mode, String action) {
    return new PolicySource(
        "p.yml",
        """
        apiVersion: policy/v1
        id: p-1
        version: %d
        owner: o
        mode: %s
        tests:
          - {name: found, events: [{event: {action: %s}}], expect: {violations: any}}
        ---
        title: Something
        logsource: {product: app}
        detection: {s: {action: %s}, condition: s}
        """
            .formatted(version, mode, action, action));
  }

  private static List<String> toldOfEvents(CorrelatingHarness harness) {
    return harness.violationsOfEvents().stream()
        .map(found -> found.getAnchor() + " by " + found.getPolicyVersion())
        .toList();
  }

  @Test
  void noEventIsJudgedBeforeWhatWasPublishedBeforeIt() throws Exception {
    var topic = new MemoryTopic("initial");
    topic.publish(finds(1, "enforce", "read_record"), 1, 0);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      assertThat(topic.readToTheEnd()).as("matching and correlating").isEqualTo(2);
      harness.feed(read("e", 0));
      assertThat(toldOfEvents(harness)).containsExactly("e by 1");
      assertThat(harness.decisions())
          .extracting(Decision::getOutcome)
          .as("what was there at the start is not taken up")
          .containsExactly(DecisionOutcome.VIOLATION);
    }
    assertThat(topic.stillOpen()).isZero();
  }

  @Test
  @DisplayName("added, changed, disabled and rolled back, each from its own event time on")
  void aPolicysLife() throws Exception {
    var topic = new MemoryTopic("life");
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("before", 0));
      topic.publish(finds(1, "enforce", "read_record"), 1, 10);
      harness.feed(read("early", 9), read("a", 10));
      topic.publish(finds(2, "enforce", "export_folder"), 2, 20);
      harness.feed(read("b", 19), read("c", 20), export("d", 20));
      topic.publish(finds(3, "disabled", "export_folder"), 3, 30);
      harness.feed(export("e", 29), export("f", 30));
      topic.publish(finds(4, "enforce", "read_record"), 4, 40);
      harness.feed(read("g", 39), read("h", 40), read("late", 15), export("late too", 25));

      assertThat(toldOfEvents(harness))
          .containsExactly(
              "a by 1", "b by 1", "d by 2", "e by 2", "h by 4", "late by 1", "late too by 2");
      assertThat(harness.countInMatching("numPoliciesTakenUp")).isEqualTo(4);
      assertThat(harness.countInMatching("numLateActivations")).isZero();
    }
  }

  @Test
  void aPublishedPolicyTakesTheBasesPlace() throws Exception {
    var topic = new MemoryTopic("base");
    topic.publish(finds(2, "enforce", "export_folder"), 2, 10);
    try (var harness =
        CorrelatingHarness.open(null, topic.inputs(finds(9, "enforce", "read_record")))) {
      harness.feed(read("a", 9), read("b", 10), export("c", 10));
      assertThat(toldOfEvents(harness)).containsExactly("a by 9", "c by 2");
    }
  }

  @Test
  void thatAVersionIsTakenUpIsInTheDecisionLog() throws Exception {
    var topic = new MemoryTopic("activated");
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("a", 0), read("b", 5));
      topic.publish(finds(1, "enforce", "export_folder"), 1, 6);
      topic.publish(finds(2, "enforce", "export_folder"), 2, 5);
      harness.feed(read("c", 1));

      assertThat(harness.decisions())
          .extracting(
              Decision::getOutcome,
              Decision::getPolicyVersion,
              Decision::getLate,
              Decision::getEffectiveFrom,
              Decision::getApprover,
              Decision::getPositions)
          .containsExactly(
              tuple(
                  DecisionOutcome.ACTIVATED,
                  "1",
                  false,
                  Reads.at(6),
                  "approver",
                  List.of(new Position("audit.events", 3, 2L))),
              tuple(
                  DecisionOutcome.ACTIVATED,
                  "2",
                  true,
                  Reads.at(5),
                  "approver",
                  List.of(new Position("audit.events", 3, 2L))));
      assertThat(harness.countInMatching("numLateActivations")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a task without events takes up what is published at the next checkpoint")
  void anIdleTaskTellsOfItToo() throws Exception {
    var topic = new MemoryTopic("idle");
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      topic.publish(finds(1, "enforce", "export_folder"), 1, 6);
      harness.barrier(1);
      assertThat(harness.decisions())
          .extracting(Decision::getOutcome)
          .containsExactly(DecisionOutcome.ACTIVATED);
    }
  }

  @Test
  void whatIsRefusedIsToldAndStopsNothing() throws Exception {
    var topic = new MemoryTopic("refused");
    topic.publish(finds(1, "enforce", "read_record"), 1, 0);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      topic.append(Optional.of("p-1@2"), Optional.of("{\"payload"));
      topic.append(Optional.of("p-1@1"), Optional.empty());
      harness.feed(read("a", 1));

      assertThat(toldOfEvents(harness)).containsExactly("a by 1");
      assertThat(harness.decisions())
          .extracting(Decision::getOutcome, Decision::getPolicyId)
          .containsExactly(
              tuple(DecisionOutcome.REFUSED, "p-1@2"),
              tuple(DecisionOutcome.REFUSED, "p-1@1"),
              tuple(DecisionOutcome.VIOLATION, "p-1"));
      assertThat(harness.countInMatching("numPoliciesRefused")).isEqualTo(2);
    }
  }

  @Test
  void whatIsToldOfPoliciesCanBeWritten() throws Exception {
    var topic = new MemoryTopic("written");
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      topic.append(Optional.of("p-1@2"), Optional.of("{"));
      topic.publish(finds(1, "enforce", "export_folder"), 1, 0);
      harness.feed(read("nothing", 1));
      harness.barrier(7);

      assertThat(harness.log())
          .extracting(Decision::getOutcome)
          .containsExactly(
              DecisionOutcome.REFUSED, DecisionOutcome.ACTIVATED, DecisionOutcome.SUMMARY);
      for (Decision decision : harness.log()) {
        var written = Decision.getEncoder().encode(decision);
        assertThat(Decision.getDecoder().decode(written)).isEqualTo(decision);
      }
    }
  }

  @Test
  @DisplayName("what a policy that is gone left behind is cleared without asking for each key")
  void stateOfWhatIsGoneAsksNobody() throws Exception {
    OperatorSubtaskState begun;
    try (var harness = CorrelatingHarness.open(Correlations.reads(3))) {
      for (int actor = 0; actor < 20; actor++) {
        harness.feed(read("e" + actor, actor, "u-" + actor));
      }
      begun = harness.snapshot();
    }
    var topic = new MemoryTopic("gone");
    try (var harness = CorrelatingHarness.open(begun, topic.inputs())) {
      harness.end();
      assertThat(harness.stateEntries()).isZero();
      assertThat(topic.readToTheEnd()).isEqualTo(2);
    }
  }
}
