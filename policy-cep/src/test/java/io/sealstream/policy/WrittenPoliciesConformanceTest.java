package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.cep.GroupHarness;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Feed;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Groups;
import io.sealstream.policy.sequence.PolicyText;
import io.sealstream.policy.sequence.SequenceRules;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The pack's correlations that others wrote, each as a policy of ours, pass the pack's tests. */
class WrittenPoliciesConformanceTest {

  /** An event of a test: which rule it stands for is in {@code rule_id}. */
  private record Timed(long timeMillis, JsonNode event) {}

  @TestFactory
  Stream<DynamicTest> tests() {
    var pack = DetectionPack.orSkip();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode rule : pack.conformance("panther-correlation-a").get("rules")) {
      String name = rule.get("rule").asText();
      for (JsonNode test : rule.get("tests")) {
        tests.add(
            DynamicTest.dynamicTest(
                name + ": " + test.get("Name").asText(),
                () ->
                    assertThat(fires(policy(name), events(rule, test)))
                        .isEqualTo(test.get("ExpectedResult").asBoolean())));
      }
    }
    return tests.stream();
  }

  private static String policy(String rule) throws IOException {
    try (InputStream file =
        WrittenPoliciesConformanceTest.class.getResourceAsStream(
            "/correlation-policies/" + rule + ".yml")) {
      assertThat(file).describedAs("a policy for %s", rule).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Times are minutes or RFC 3339. */
  private static List<Timed> events(JsonNode rule, JsonNode test) {
    Map<String, String> rules = new HashMap<>();
    rule.get("detection")
        .get(0)
        .get("Group")
        .forEach(g -> rules.put(g.get("ID").asText(), g.get("RuleID").asText()));
    List<Timed> events = new ArrayList<>();
    for (JsonNode output : test.get("RuleOutputs")) {
      String id = rules.get(output.get("ID").asText());
      output
          .get("Matches")
          .properties()
          .forEach(
              field ->
                  field
                      .getValue()
                      .properties()
                      .forEach(
                          value ->
                              value
                                  .getValue()
                                  .forEach(
                                      time -> {
                                        ObjectNode event = DetectionPack.JSON.createObjectNode();
                                        event.put("rule_id", id);
                                        event.put(field.getKey(), value.getKey());
                                        events.add(new Timed(millis(time), event));
                                      })));
    }
    return events;
  }

  private static long millis(JsonNode time) {
    return time.isNumber()
        ? Duration.ofMinutes(time.asLong()).toMillis()
        : Instant.parse(time.asText()).toEpochMilli();
  }

  private static boolean fires(String policy, List<Timed> events) throws Exception {
    if (policy.contains("\ncorrelation:")) {
      return correlationFires(policy, events);
    }
    var text = new PolicyText(policy, true);
    Grouping grouping =
        text.sequence.map(Sequence::grouping).orElseGet(() -> text.absence().grouping());
    long seen =
        text.sequence.map(SequenceRules::seen).orElseGet(() -> SequenceRules.seen(text.absence()));
    try (var harness = GroupHarness.of(text)) {
      for (int i = 0; i < events.size(); i++) {
        EventView view = EventView.ofJson(events.get(i).event(), text.fields.size());
        var groups =
            Groups.of(
                grouping,
                hit(i, events.get(i), text.book.rulesHit(view), text.book.values(view)),
                seen,
                16);
        for (var group : groups.hits().entrySet()) {
          harness.add("p/" + group.getKey(), group.getValue());
        }
      }
      return harness.endOfTime().told().stream().anyMatch(told -> told.contains(" < "));
    }
  }

  private static boolean correlationFires(String policy, List<Timed> events) {
    var problems = new Problems();
    var fields = new FieldTable();
    LinkedCorrelation correlation =
        new SigmaDocuments(YamlDocuments.read("policy", policy, problems), fields, problems)
            .outermostCorrelations(true)
            .get(0);
    assertThat(problems.errors()).isEmpty();
    var feed = new Feed(new Correlator(correlation.plan(), Limits.DEFAULT, Duration.ZERO));
    for (int i = 0; i < events.size(); i++) {
      EventView view = EventView.ofJson(events.get(i).event(), fields.size());
      feed.add(hit(i, events.get(i), correlation.rulesHit(view), correlation.values(view)));
    }
    feed.watermark(Long.MAX_VALUE);
    return !feed.matches.isEmpty();
  }

  private static Hit hit(int place, Timed timed, long rules, List<List<String>> values) {
    return new Hit("e" + place, timed.timeMillis(), "t", 0, place, rules, values);
  }
}
