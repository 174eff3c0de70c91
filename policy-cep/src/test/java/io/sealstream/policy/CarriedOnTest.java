package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("policies over several events whose version ends while matches are begun")
class CarriedOnTest {
  private static final long WITHIN = 600;
  private static final String DISABLED = "mode: disabled\n";
  private static final String SEQUENCE =
      "sequence: {by: [actor.id], within: 10m, steps: [{id: a, rule: reads}, {id: b, rule:"
          + " exports}]}";

  private static PolicySource pattern(int version, String finding) {
    return new PolicySource(
        "q.yml",
        """
        apiVersion: policy/v1
        id: pattern
        version: %d
        title: A pattern
        owner: team
        tests:
          - {name: nothing, events: [{event: {action: nothing}}], expect: none}
        %s
        """
                .formatted(version, finding)
            + Correlations.RULES);
  }

  private static PolicySource sequence(int version) {
    return pattern(version, SEQUENCE);
  }

  private static PolicySource absence(int version, String order) {
    return pattern(
        version,
        "absence: {by: [actor.id], trigger: exports, expected: reads, order: %s, within: 10m}"
            .formatted(order));
  }

  private static List<String> told(CorrelatingHarness harness) {
    return harness.violations().stream()
        .map(found -> found.getAnchor() + " by " + found.getPolicyVersion())
        .toList();
  }

  @Test
  @DisplayName("a sequence begun under a version completes under it; what begins later does not")
  void aSequenceIsCarriedOn() throws Exception {
    var topic = new MemoryTopic("sequence");
    topic.publish(sequence(1), 1, 0);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("a", 99));
      topic.publish(pattern(2, DISABLED + SEQUENCE), 2, 100);
      harness.feed(export("x", 101));
      harness.watermark(101);
      assertThat(told(harness)).as("begun before").containsExactly("x by 1");
      harness.feed(read("b", 102), export("y", 103));
      harness.end();
      assertThat(told(harness)).as("begun after its end").containsExactly("x by 1");
    }
  }

  @Test
  @DisplayName("a hit that came too late is told by the version that governs it, and by no other")
  void whatIsTooLateIsToldOnce() throws Exception {
    var topic = new MemoryTopic("late");
    topic.publish(sequence(1), 1, 0);
    topic.publish(sequence(2), 2, 100);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.watermark(200);
      harness.feed(read("late", 101));
      assertThat(harness.count("numHits")).as("also carried to the other").isEqualTo(2);
      assertThat(harness.decisions())
          .extracting(Decision::getOutcome, Decision::getAnchor, Decision::getPolicyVersion)
          .containsExactly(tuple(DecisionOutcome.TOO_LATE, "late", "2"));
      harness.barrier(1);
      assertThat(harness.log())
          .filteredOn(each -> each.getCounts() != null && each.getCounts().containsKey("too_late"))
          .extracting(Decision::getPolicyVersion)
          .containsExactly("2");
    }
  }

  @Test
  void whatIsOutOfReachIsNotCarriedOn() throws Exception {
    var topic = new MemoryTopic("reach");
    topic.publish(sequence(1), 1, 0);
    topic.publish(pattern(2, DISABLED + SEQUENCE), 2, 100);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("a", 99), export("b", 99 + WITHIN), export("c", 100 + WITHIN));
      assertThat(harness.count("numHits")).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("begun before a savepoint under a version that ended, it completes after")
  void itCompletesAfterARestore() throws Exception {
    var topic = new MemoryTopic("savepoint");
    topic.publish(sequence(1), 1, 0);
    OperatorSubtaskState begun;
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("a", 99));
      harness.watermark(99);
      topic.publish(sequence(2), 2, 100);
      harness.feed(read("b", 100));
      begun = harness.snapshot();
    }
    try (var harness = CorrelatingHarness.open(begun, topic.inputs())) {
      harness.feed(export("x", 101));
      harness.end();
      assertThat(harness.violations())
          .extracting(Violation::getPolicyVersion, Violation::getEventIds)
          .containsExactlyInAnyOrder(tuple("1", List.of("a", "x")), tuple("2", List.of("b", "x")));
    }
  }

  @Test
  void aCountBegunUnderAVersionCompletesUnderIt() throws Exception {
    var topic = new MemoryTopic("count");
    topic.publish(Correlations.readsAlone(3), 1, 0);
    topic.publish(Correlations.readsAlone(9), 2, 100);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("a", 99), read("b", 100), read("c", 101));
      harness.feed(read("d", 101, "u-2"), read("e", 102, "u-2"), read("f", 103, "u-2"));
      harness.end();
      assertThat(told(harness)).containsExactly("c by 1");
    }
  }

  @Test
  @DisplayName("also where so many events followed that the one it began with is not named")
  void aLongCountKnowsWhatItBeganWith() throws Exception {
    var topic = new MemoryTopic("long");
    topic.publish(Correlations.readsAlone(150), 1, 0);
    topic.publish(Correlations.readsAlone(9_000), 2, 100);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("began", 99));
      for (int i = 1; i < 150; i++) {
        harness.feed(read("e" + i, 100 + i));
      }
      harness.end();
      assertThat(told(harness)).containsExactly("e149 by 1");
      assertThat(harness.violations().get(0).getEventIds()).hasSize(100).contains("began");
    }
  }

  @Test
  @DisplayName("and where what it counts are themselves findings")
  void aLongCountOfCountsKnowsWhatItBeganWith() throws Exception {
    var topic = new MemoryTopic("long-nested");
    topic.publish(countOfCounts(150), 1, 0);
    topic.publish(countOfCounts(9_000), 2, 100);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(read("began", 99));
      for (int i = 1; i < 150; i++) {
        harness.feed(read("e" + i, 100 + i));
      }
      harness.end();
      assertThat(told(harness)).containsExactly("e149 by 1");
      assertThat(harness.violations().get(0).getEventIds()).hasSize(100).contains("began");
    }
  }

  private static PolicySource countOfCounts(int least) {
    return new PolicySource(
        "nested.yml",
        """
        title: Many
        id: many
        correlation:
          {type: event_count, rules: [each], group-by: [actor.id], timespan: 10m, condition: {gte: %d}}
        ---
        title: Each
        name: each
        correlation:
          {type: event_count, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {gte: 1}}
        """
                .formatted(least)
            + Correlations.READS);
  }

  @Test
  @DisplayName("an absence before a trigger: a version cannot know what was before it")
  void anAbsenceBeforeIsJudgedByWhoSawWhatCameBefore() throws Exception {
    var topic = new MemoryTopic("before");
    topic.publish(absence(1, "before"), 1, 0);
    topic.publish(absence(2, "before"), 2, 10_000);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(export("unknown", WITHIN - 1), export("known", WITHIN * 3));
      harness.feed(read("spares", 9_999), export("spared", 10_001));
      harness.feed(export("by the old", 10_000 + WITHIN - 1), export("new", 10_000 + WITHIN));
      harness.end();
      assertThat(told(harness)).containsExactly("known by 1", "new by 2");
    }
  }

  @Test
  void anAbsenceOnEitherSideSeesBothUnderOneVersion() throws Exception {
    var topic = new MemoryTopic("either");
    topic.publish(absence(1, "either"), 1, 0);
    topic.publish(absence(2, "either"), 2, 10_000);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      long old = 10_000 + WITHIN - 1;
      harness.feed(export("spared after", old), read("spares", old + WITHIN));
      harness.feed(export("alone", 15_000));
      harness.end();
      assertThat(told(harness)).containsExactly("alone by 2");
    }
  }

  @Test
  void anAbsenceAfterIsOfTheVersionThatSawTheTrigger() throws Exception {
    var topic = new MemoryTopic("after");
    topic.publish(absence(1, "after"), 1, 0);
    topic.publish(absence(2, "after"), 2, 10_000);
    try (var harness = CorrelatingHarness.open(null, topic.inputs())) {
      harness.feed(export("spared", 9_000), export("old", 9_999), read("spares", 9_100));
      harness.feed(export("new", 10_000 + WITHIN * 2));
      harness.end();
      assertThat(told(harness)).containsExactly("old by 1", "new by 2");
    }
  }

  @Test
  @DisplayName("publishing what the job was submitted with loses nothing")
  void theBaseIsPublishedAsItIs() throws Exception {
    var topic = new MemoryTopic("as-it-is");
    try (var harness =
        CorrelatingHarness.open(
            null, topic.inputs(Correlations.readsAlone(3), absence(1, "before")))) {
      harness.feed(read("a", 99), export("long known", 1));
      topic.publish(Correlations.readsAlone(3), 1, 100);
      topic.publish(absence(1, "before"), 1, 100);
      harness.feed(read("b", 100), read("c", 101));
      harness.feed(read("d", 101, "u-2"), read("e", 102, "u-2"), read("f", 103, "u-2"));
      harness.end();
      assertThat(told(harness)).containsExactlyInAnyOrder("c by 1", "f by 1", "long known by 1");
    }
  }

  @Test
  @DisplayName("nor does it where it was published before the job began")
  void theBaseGovernsAsBeforeWhereItIsKnownToBePublished() throws Exception {
    var topic = new MemoryTopic("known-as-it-is");
    topic.publish(absence(1, "before"), 1, 10_000);
    try (var harness = CorrelatingHarness.open(null, topic.inputs(absence(1, "before")))) {
      harness.feed(export("long known", 1), export("after", 10_001));
      harness.end();
      assertThat(told(harness)).containsExactly("long known by 1", "after by 1");
    }
  }
}
