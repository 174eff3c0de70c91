package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("what decisions about several events rest on")
class GroundsTest {
  /** Two rules over own fields, of which the second has no name and is of a product. */
  private static final String RULES =
      """
      ---
      title: A read
      name: reads
      logsource: {service: files}
      detection: {s: {action: read_record}, condition: s}
      ---
      title: An export
      id: 4f1c2d3e-0000-4000-8000-00000000000e
      logsource: {product: app, service: files}
      detection: {s: {action: export_folder}, condition: s}
      """;

  private static final String EXPORT = "4f1c2d3e-0000-4000-8000-00000000000e";

  private static PolicySource envelope(String finding) {
    return new PolicySource(
        "p.yml",
        "apiVersion: policy/v1\nid: p\nversion: 1\nowner: o\ntitle: T\nmode: shadow\n"
            + finding
            + RULES);
  }

  private static Decision decision(PolicySource policy, AuditEvent... events) throws Exception {
    try (var harness = CorrelatingHarness.open(policy)) {
      harness.feed(events);
      harness.end();
      assertThat(harness.decisions()).hasSize(1);
      return harness.decisions().get(0);
    }
  }

  @Test
  void aCorrelationSaysWhichRulesItsEventsHitAndWhatTheyHold() throws Exception {
    String either = "{type: temporal, rules: [reads, %s], group-by: [service, actor.id], ";
    PolicySource policy =
        new PolicySource(
            "c.yml",
            "title: C\nid: c\ncorrelation: "
                + either.formatted(EXPORT)
                + "timespan: 1m, condition: {gte: 1}}\n"
                + RULES);

    Decision decision = decision(policy, read("a", 0));
    assertThat(decision.getSelections()).isEqualTo(Map.of("reads", true, EXPORT, false));
    assertThat(decision.getValues())
        .as("the service is public, the actor personal")
        .isEqualTo(Map.of("service", "files", "actor.id", DecidingValues.MASK));
  }

  @Test
  void theFieldsThatAConditionComparesAreShown() throws Exception {
    PolicySource policy =
        new PolicySource(
            "c.yml",
            """
            title: C
            id: c
            correlation: {type: value_count, rules: [reads], timespan: 1m, condition: {field: environment, gte: 2}}
            """
                + RULES);
    AuditEvent other = read("b", 1);
    other.setEnvironment("dev");

    assertThat(decision(policy, read("a", 0), other).getValues())
        .isEqualTo(Map.of("environment", "[dev, prod]"));
  }

  @Test
  void aSequenceSaysWhichStepsRulesWereHit() throws Exception {
    String steps = "sequence: {by: [service], within: 5m, steps: [{id: r, rule: reads}%s]}\n";
    String second = ", {id: e, rule: An export}";

    Decision one = decision(envelope(steps.formatted("")), read("a", 0));
    assertThat(one.getSelections()).isEqualTo(Map.of("reads", true, EXPORT, false));
    assertThat(one.getValues()).isEqualTo(Map.of("service", "files"));

    Decision both = decision(envelope(steps.formatted(second)), read("a", 0), export("b", 1));
    assertThat(both.getSelections()).isEqualTo(Map.of("reads", true, EXPORT, true));
    assertThat(both.getValues())
        .as("the second rule names a product: it may have read a vendor's JSON")
        .isEqualTo(Map.of("service", DecidingValues.MASK));
  }

  @Test
  void anAbsenceSaysThatWhatWasExpectedDidNotCome() throws Exception {
    Decision decision =
        decision(
            envelope("absence: {by: [service], trigger: reads, expected: An export, within: 5m}\n"),
            read("a", 0));

    assertThat(decision.getSelections()).isEqualTo(Map.of("reads", true, EXPORT, false));
    assertThat(decision.getValues()).isEqualTo(Map.of("service", "files"));
  }

  @ParameterizedTest
  @CsvSource({"false, files", "true, ***"})
  void anEventKeptOutSaysWhatItWouldHaveBeen(boolean isExport, String service) throws Exception {
    String correlation =
        """
        exceptions: [{id: x, match: {service: files}, reason: r, approver: a, ticket: T-1, expires: 2027-01-01T00:00:00Z}]
        ---
        title: C
        correlation: {type: event_count, rules: [reads, %s], group-by: [service], timespan: 1m, condition: {gte: 2}}
        """
            .formatted(EXPORT);

    Decision decision = decision(envelope(correlation), isExport ? export("a", 0) : read("a", 0));
    assertThat(decision.getExceptionId()).isEqualTo("x");
    assertThat(decision.getSelections()).isEqualTo(Map.of("reads", !isExport, EXPORT, isExport));
    assertThat(decision.getValues()).isEqualTo(Map.of("service", service));
  }

  @Test
  void aFieldThatNoEventHasIsNotShown() throws Exception {
    String rule = RULES.substring(0, RULES.indexOf("title: An export") - "---\n".length());
    PolicySource policy =
        new PolicySource(
            "p.yml",
            "apiVersion: policy/v1\nid: p\nversion: 1\nowner: o\nmode: shadow\n"
                + "dedup: {by: [service, labels.team], window: 1h}\n"
                + rule);

    Decision decision = decision(policy, read("a", 0), read("b", 1));
    assertThat(decision.getSelections()).isEqualTo(Map.of("reads", true));
    assertThat(decision.getValues()).isEqualTo(Map.of("service", "files"));
    assertThat(decision.getGroup()).isEqualTo(Map.of("service", "files", "labels.team", ""));
  }

  @Test
  void muchIsCut() {
    var fields = new ArrayList<String>();
    var values = new ArrayList<List<String>>();
    for (int i = 0; i < DecidingValues.MAX_FIELDS + 1; i++) {
      fields.add("labels.l" + i);
      values.add(List.of("v"));
    }
    fields.add(0, "service");
    values.add(0, List.of("x".repeat(DecidingValues.MAX_LENGTH + 1)));
    String by = String.join(", ", fields);
    CompiledCorrelation policy =
        PolicyCompiler.compile(
                List.of(
                    new PolicySource(
                        "c.yml",
                        "title: C\nid: c\ncorrelation: {type: event_count, rules: [reads],"
                            + " timespan: 1m, condition: {gte: 1}, group-by: ["
                            + by
                            + "]}\n"
                            + RULES)))
            .correlations()
            .get(0);
    Grounds grounds = Grounds.of(policy, List.of(new Hit("e", 0, "t", 0, 0, 1, values)));

    assertThat(grounds.values()).hasSize(DecidingValues.MAX_FIELDS);
    assertThat(grounds.values().get("service"))
        .hasSize(DecidingValues.MAX_LENGTH)
        .startsWith("xx")
        .endsWith("…");
  }
}
