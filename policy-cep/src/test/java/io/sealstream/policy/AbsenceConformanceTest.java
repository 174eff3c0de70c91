package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.AbsenceMatcher;
import io.sealstream.policy.sequence.Groups;
import io.sealstream.policy.sequence.HeldHits;
import io.sealstream.policy.sequence.PolicyText;
import io.sealstream.policy.sequence.SequenceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Absences of the detection pack, each as a policy: exactly the expected groups. */
class AbsenceConformanceTest {

  @TestFactory
  Stream<DynamicTest> vectors() {
    var pack = DetectionPack.orSkip();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : pack.conformance("absence").get("vectors")) {
      tests.add(
          DynamicTest.dynamicTest(
              vector.get("id").asText() + " " + vector.get("why").asText(),
              () ->
                  assertThat(fired(vector)).isEqualTo(groups(vector.get("expect_fired_groups")))));
    }
    return tests.stream();
  }

  private static Set<List<String>> groups(JsonNode expected) {
    var groups = new HashSet<List<String>>();
    for (JsonNode group : expected) {
      var values = new ArrayList<String>();
      group.forEach(value -> values.add(value.asText()));
      groups.add(values);
    }
    return groups;
  }

  private static PolicyText policy(JsonNode vector) {
    return new PolicyText(
        """
        absence:
          by: %s
          trigger: trigger
          expected: expected
          order: %s
          within: %s
        """
                .formatted(
                    vector.get("group_by"),
                    vector.get("order").asText(),
                    vector.get("within").asText())
            + PolicyText.rule("trigger", vector.get("trigger").toString())
            + PolicyText.rule("expected", vector.get("expected").toString()),
        true);
  }

  private static Set<List<String>> fired(JsonNode vector) {
    PolicyText policy = policy(vector);
    Absence plan = policy.absence();
    var matcher = new AbsenceMatcher(plan, 1000);
    Map<List<String>, HeldHits> held = new HashMap<>();
    var timers = new TreeSet<Long>();
    int place = 0;
    for (JsonNode event : vector.get("events")) {
      EventView view = EventView.ofJson(event, policy.fields.size());
      var hit =
          new Hit(
              "e" + place,
              event.get("t").asLong() * 1000,
              "t",
              0,
              place++,
              policy.book.rulesHit(view),
              policy.book.values(view));
      Groups.of(plan.grouping(), hit, SequenceRules.seen(plan), 16)
          .hits()
          .forEach(
              (group, own) -> {
                matcher.add(held.computeIfAbsent(group, g -> new HeldHits()), own, Long.MIN_VALUE);
                matcher.timers(own, timers::add);
              });
    }
    Set<List<String>> fired = new HashSet<>();
    for (long time : timers.headSet(vector.get("watermark_end").asLong() * 1000, true)) {
      held.forEach(
          (group, hits) -> {
            if (!matcher.advance(hits, time).isEmpty()) {
              fired.add(group);
            }
          });
    }
    return fired;
  }
}
