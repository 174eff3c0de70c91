package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real rules over real logs give exactly the pairs that two other engines agree on. */
class RealEventsTest {

  @ParameterizedTest
  @CsvSource({
    "stratus-red-team-cloudtrail, rules/cloud/aws",
    "otrf-ec2-proxy-s3-exfiltration, rules/cloud/aws",
    "stratus-red-team-cloudtrail, rules",
    "otrf-ec2-proxy-s3-exfiltration, rules",
    "panther-tests-a, rules"
  })
  void exactlyTheExpectedPairsMatch(String events, String rules) {
    var pack = DetectionPack.orSkip();
    assertThat(matches(pack.rules(rules), pack.events(events))).isEqualTo(pack.expected(events));
  }

  @Test
  void everyUpstreamRuleCompilesUnmodified() {
    List<PolicySource> rules = DetectionPack.orSkip().rules("rules");
    assertThat(rules).hasSizeGreaterThanOrEqualTo(151);
    assertThat(PolicyCompiler.compile(rules).policies())
        .hasSameSizeAs(rules)
        .allSatisfy(policy -> assertThat(policy.header().author()).isNotNull())
        .allSatisfy(policy -> assertThat(policy.header().link()).isNotNull());
  }

  private static Map<String, Set<String>> matches(
      List<PolicySource> rules, List<JsonNode> envelopes) {
    PolicyFindings findings = PolicyCompiler.examine(rules);
    var matcher = new PolicyMatcher(findings.book());
    var matches = new TreeMap<String, Set<String>>();
    for (JsonNode envelope : envelopes) {
      for (CompiledPolicy policy : matcher.matches(event(envelope))) {
        matches
            .computeIfAbsent(findings.fileOf(policy), file -> new TreeSet<>())
            .add(envelope.get("id").asText());
      }
    }
    return matches;
  }

  private static AuditEvent event(JsonNode envelope) {
    JsonNode source = envelope.get("logsource");
    return Events.vendor(
        envelope.get("id").asText(),
        new LogSource(source.get("product").asText(), source.get("service").asText(), null),
        envelope.get("event").toString());
  }
}
