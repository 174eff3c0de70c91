package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.CorrelationReplay.Delivered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sigma correlations of the detection pack, compiled and found: exactly the expected groups. */
class CorrelationConformanceTest {

  @TestFactory
  Stream<DynamicTest> vectors() {
    var pack = DetectionPack.orSkip();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : pack.conformance("correlation").get("vectors")) {
      var events = new ArrayList<Delivered>();
      vector
          .get("events")
          .forEach(e -> events.add(delivered(Instant.ofEpochSecond(e.get("t").asLong()), e)));
      tests.add(
          DynamicTest.dynamicTest(
              vector.get("id").asText() + " " + vector.get("why").asText(),
              () ->
                  assertThat(fired(vector.get("policies"), events))
                      .isEqualTo(groups(vector.get("expect_fired_groups")))));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> realEvents() {
    var pack = DetectionPack.orSkip();
    JsonNode expected = pack.expectation("correlation-on-stratus");
    var events = new ArrayList<Delivered>();
    for (JsonNode envelope : pack.events(expected.get("dataset").asText())) {
      JsonNode event = envelope.get("event");
      events.add(delivered(Instant.parse(event.get("eventTime").asText()), event));
    }
    List<DynamicTest> tests = new ArrayList<>();
    expected
        .get("policies")
        .properties()
        .forEach(
            policy ->
                tests.add(
                    DynamicTest.dynamicTest(
                        policy.getKey(),
                        () ->
                            assertThat(fired(policy.getValue(), events))
                                .isEqualTo(
                                    groups(
                                        expected
                                            .get("expected_fired_groups_ties_allowed")
                                            .get(policy.getKey()))))));
    return tests.stream();
  }

  private static Delivered delivered(Instant time, JsonNode event) {
    return new Delivered(time, null, event);
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

  private static Set<List<String>> fired(JsonNode policies, List<Delivered> events) {
    var text = new StringBuilder();
    policies.forEach(document -> text.append("---\n").append(document).append('\n'));
    var file = new PolicySource("vector.yml", text.toString());
    return CorrelationReplay.of(file, true).groupsThatFire(events);
  }
}
