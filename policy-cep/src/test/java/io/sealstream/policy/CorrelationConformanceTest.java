package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Feed;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sigma correlations of the detection pack, compiled and found: exactly the expected groups. */
class CorrelationConformanceTest {

  /** One event of a vector: when, and what. */
  private record Timed(long timeMillis, JsonNode event) {}

  @TestFactory
  Stream<DynamicTest> vectors() {
    var pack = DetectionPack.orSkip();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode vector : pack.conformance("correlation").get("vectors")) {
      var events = new ArrayList<Timed>();
      vector.get("events").forEach(e -> events.add(new Timed(e.get("t").asLong() * 1000, e)));
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
    var events = new ArrayList<Timed>();
    for (JsonNode envelope : pack.events(expected.get("dataset").asText())) {
      JsonNode event = envelope.get("event");
      events.add(new Timed(Instant.parse(event.get("eventTime").asText()).toEpochMilli(), event));
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

  private static Set<List<String>> groups(JsonNode expected) {
    var groups = new HashSet<List<String>>();
    for (JsonNode group : expected) {
      var values = new ArrayList<String>();
      group.forEach(value -> values.add(value.asText()));
      groups.add(values);
    }
    return groups;
  }

  private static Set<List<String>> fired(JsonNode policies, List<Timed> events) {
    var text = new StringBuilder();
    policies.forEach(document -> text.append("---\n").append(document).append('\n'));
    var problems = new Problems();
    var fields = new FieldTable();
    var documents =
        new SigmaDocuments(
            YamlDocuments.read("vector", text.toString(), problems), fields, problems);
    List<LinkedCorrelation> correlations = documents.outermostCorrelations(true);
    assertThat(problems.errors()).isEmpty();
    assertThat(correlations).hasSize(1);
    return run(correlations.get(0), fields, events);
  }

  private static Set<List<String>> run(
      LinkedCorrelation correlation, FieldTable fields, List<Timed> events) {
    var feed = new Feed(new Correlator(correlation.plan(), Limits.DEFAULT, Duration.ofDays(1)));
    for (int i = 0; i < events.size(); i++) {
      Timed timed = events.get(i);
      EventView view = EventView.ofJson(timed.event(), fields.size());
      long rules = correlation.rulesHit(view);
      if (rules != 0) {
        feed.add(new Hit("e" + i, timed.timeMillis(), "t", 0, i, rules, correlation.values(view)));
      }
    }
    feed.watermark(Long.MAX_VALUE);
    assertThat(feed.losses).isEmpty();
    return feed.matches.stream()
        .map(match -> List.copyOf(match.group().values()))
        .collect(Collectors.toSet());
  }
}
