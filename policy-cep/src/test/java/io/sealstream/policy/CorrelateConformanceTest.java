package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The real correlations of the detection pack, all at once and as the job runs them. */
class CorrelateConformanceTest {

  @Test
  void exactlyTheExpectedGroupsFire() throws Exception {
    var pack = DetectionPack.orSkip();
    JsonNode expected = pack.expectation("correlation-on-stratus");
    List<PolicySource> sources = sources(expected.get("policies"));
    try (var harness = CorrelatingHarness.open(sources.toArray(PolicySource[]::new))) {
      for (JsonNode envelope : pack.events(expected.get("dataset").asText())) {
        harness.feed(event(envelope));
      }
      harness.end();

      assertThat(groups(harness.violations(), sources))
          .isEqualTo(groups(expected.get("expected_fired_groups_ties_allowed")));
      assertThat(harness.stateEntries()).isZero();
    }
  }

  private static List<PolicySource> sources(JsonNode policies) {
    var sources = new ArrayList<PolicySource>();
    for (var policy : policies.properties()) {
      var text = new StringBuilder();
      policy.getValue().forEach(document -> text.append("---\n").append(document).append('\n'));
      sources.add(new PolicySource(policy.getKey(), text.toString()));
    }
    return sources;
  }

  private static AuditEvent event(JsonNode envelope) {
    JsonNode source = envelope.get("logsource");
    AuditEvent event =
        Events.vendor(
            envelope.get("id").asText(),
            new LogSource(source.get("product").asText(), source.get("service").asText(), null),
            envelope.get("event").toString());
    event.setTime(Instant.parse(envelope.get("event").get("eventTime").asText()));
    return event;
  }

  /** Values in the order of the file, by the file's name. */
  private static Map<String, Set<List<String>>> groups(
      List<Violation> violations, List<PolicySource> sources) {
    var result = new TreeMap<String, Set<List<String>>>();
    for (PolicySource source : sources) {
      CompiledCorrelation policy = PolicyCompiler.compile(List.of(source)).correlations().get(0);
      var groups = new HashSet<List<String>>();
      violations.stream()
          .filter(violation -> violation.getPolicyId().equals(policy.id()))
          .forEach(
              violation ->
                  groups.add(
                      policy.plan().groupNames().stream().map(violation.getGroup()::get).toList()));
      result.put(source.name(), groups);
    }
    return result;
  }

  private static Map<String, Set<List<String>>> groups(JsonNode expected) {
    var result = new TreeMap<String, Set<List<String>>>();
    for (var policy : expected.properties()) {
      var groups = new HashSet<List<String>>();
      for (JsonNode group : policy.getValue()) {
        var values = new ArrayList<String>();
        group.forEach(value -> values.add(value.asText()));
        groups.add(values);
      }
      result.put(policy.getKey(), groups);
    }
    return result;
  }
}
