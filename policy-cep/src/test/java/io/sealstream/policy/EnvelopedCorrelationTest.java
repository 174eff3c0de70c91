package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An envelope around a correlation: its terms, and its tests. */
class EnvelopedCorrelationTest {
  private static final String PARTS =
      """
      ---
      title: Many reads
      correlation:
        type: event_count
        rules: [read]
        group-by: [who]
        timespan: 10m
        condition: {gte: 3}
      ---
      title: A read
      name: read
      logsource: {product: app}
      detection: {s: {action: read_record}, condition: s}
      """;
  private static final String EXCEPTION =
      "exceptions: [{id: x, match: {actor.id: robot}, reason: r, approver: a, ticket: T-1,"
          + " expires: 2026-01-01T00:05:00Z}]\n";

  @ParameterizedTest(name = "{0} expecting {1}: {2}")
  @CsvSource(
      delimiter = '~',
      nullValues = "-",
      textBlock =
          """
          READ(3, bob)               ~ {violations: 1, groups: [{who: bob}]} ~ -
          READ(2, bob)               ~ none                ~ -
          READ(2, bob), READ(2, eve) ~ none                ~ -
          READ(3, bob), READ(3, eve) ~ {violations: 2, groups: [{who: eve}, {who: bob}]} ~ -
          READ(9, bob)               ~ {violations: 1}     ~ -
          READ(3, bob)               ~ none                ~ expected no violation, got 1 (e3)
          READ(3, robot)             ~ {violations: 0, suppressed: 3} ~ -
          READ(3, bob)               ~ {groups: [{who: eve}]} ~ expected the groups [{who=eve}], got [{who=bob}]
          """)
  void testsRunThroughTheCorrelator(String events, String expect, String failure) {
    String written =
        events.replaceAll(
            "READ\\((\\d), (\\w+)\\)",
            "{at: 0s, times: $1, event: {action: read_record, actor: {id: $2}}}");
    PolicyTestResult result =
        PolicyTests.run(
                List.of(
                    file(
                        EXCEPTION
                            + "tests: [{name: a, events: ["
                            + written
                            + "], expect: "
                            + expect
                            + "}]\n",
                        PARTS)))
            .get(0);

    assertThat(String.join("; ", result.failures())).isEqualTo(failure == null ? "" : failure);
  }

  @Test
  void eventsOfATestAreCorrelatedByTimeNotByPlace() {
    String events =
        "{at: 30m, event: {action: read_record}}, {at: 9m, event: {action: read_record}},"
            + " {at: 0s, times: 2, event: {action: read_record}}";

    assertThat(
            PolicyTests.run(
                    List.of(
                        file(
                            "tests: [{name: a, events: ["
                                + events
                                + "], expect: {violations: 1}}]\n",
                            PARTS)))
                .get(0)
                .failures())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} hits, {2} suppressed")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          mode: enforce                             ~ 1 ~ 0
          mode: shadow                              ~ 1 ~ 0
          mode: disabled                            ~ 0 ~ 0
          tenants: [globex]                         ~ 0 ~ 0
          effectiveFrom: '2026-03-01T02:10:00.001Z' ~ 0 ~ 0
          effectiveFrom: '2026-03-01T02:10:00Z'     ~ 1 ~ 0
          """)
  void whichEventsTakePart(String line, int hits, int suppressed) {
    var policies = new PolicySet(PolicyCompiler.compile(List.of(file(line + "\n", PARTS))));
    AuditEvent event = Events.own("e-1");
    var outcome = policies.evaluate(event);

    assertThat(outcome.memberHits()).hasSize(hits);
    assertThat(outcome.suppressed()).hasSize(suppressed);
  }

  @Test
  void anEventThatAnExceptionMatchesTakesNoPart() {
    String exception =
        EXCEPTION.replace("robot", "u-1").replace("2026-01-01T00:05:00Z", "2027-01-01T00:00:00Z");
    var policies = new PolicySet(PolicyCompiler.compile(List.of(file(exception, PARTS))));
    var outcome = policies.evaluate(Events.own("e-1"));

    assertThat(outcome.memberHits()).isEmpty();
    assertThat(outcome.suppressed()).extracting(PolicyIdentity::id).containsExactly("many-reads");
  }

  @Test
  void aCorrelationInShadowIsCountedAndTellsNobody() throws Exception {
    try (var harness = CorrelatingHarness.open(file("mode: shadow\n", PARTS))) {
      harness.feed(Reads.read("a", 0), Reads.read("b", 1), Reads.read("c", 2), Reads.read("d", 3));

      assertThat(harness.violations()).isEmpty();
      assertThat(harness.count("numShadow")).isEqualTo(1);
      assertThat(harness.count("numMatchesDeduplicated")).isEqualTo(1);
      assertThat(harness.count("numViolations")).isZero();
    }
  }

  @Test
  void aCorrelationThatEnforcesTells() throws Exception {
    String events = "{times: 3, event: {action: read_record}}";
    String test = "tests: [{name: a, events: [" + events + "], expect: {violations: 1}}]\n";
    String lines = test + "severity: critical\ncontrols: [AC-09]\nrunbook: docs/r.md\n";
    try (var harness = CorrelatingHarness.open(file(lines, PARTS))) {
      harness.feed(Reads.read("a", 0), Reads.read("b", 1), Reads.read("c", 2));

      assertThat(harness.violations())
          .extracting(v -> v.getPolicyId() + " " + v.getPolicyVersion() + " " + v.getLevel())
          .containsExactly("many-reads 2 critical");
      assertThat(harness.violations())
          .extracting(v -> v.getOwner() + " " + v.getControls() + " " + v.getRunbook())
          .containsExactly("team [AC-09] docs/r.md");
    }
  }

  @Test
  void eventsSayTheirLogWhereTheRulesAreOfSeveral() {
    String parts =
        PARTS.replace("[read]", "[read, other]")
            + "---\ntitle: B\nname: other\nlogsource: {product: web}\n"
            + "detection: {s: {action: read_record}, condition: s}\n";
    String test = "tests: [{name: a, events: [{times: 3, %sevent: {action: read_record}}],";
    String says = " expect: {violations: 1}}]\n";

    assertThat(PolicyTests.run(List.of(file(test.formatted("") + says, parts))).get(0).failures())
        .containsExactly("the policy reads several logs: each event needs its log_source");
    assertThat(
            PolicyTests.run(
                    List.of(file(test.formatted("log_source: {product: web}, ") + says, parts)))
                .get(0)
                .failures())
        .isEmpty();
  }

  @Test
  void theEnvelopeNamesTheCorrelation() {
    CompiledCorrelation policy =
        PolicyCompiler.compile(List.of(file("severity: critical\n", PARTS))).correlations().get(0);

    assertThat(policy.id()).isEqualTo("many-reads");
    assertThat(policy.version()).isEqualTo("2");
    assertThat(policy.header().level()).isEqualTo("critical");
  }

  @Test
  void tiesMayBeAskedToBeStrict() {
    PolicyBook book = PolicyCompiler.compile(List.of(file("time: {ties: strict}\n", PARTS)));

    assertThat(book.correlations().get(0).plan().tiesInOrder()).isFalse();
  }

  @Test
  void aCorrelationThatEnforcesNeedsTestsThatPass() {
    assertThatThrownBy(() -> PolicyEvaluation.check(List.of(file("", PARTS))))
        .hasMessage("p.yml:1:1: a policy that enforces needs tests: write some, or mode: shadow");
    assertThatThrownBy(
            () ->
                PolicyEvaluation.check(
                    List.of(
                        file(
                            "tests: [{name: a, events: [{event: {action: read_record}}],"
                                + " expect: {violations: 1}}]\n",
                            PARTS))))
        .hasMessage("p.yml:6:9: test 'a' fails: expected 1 violation, got none");
  }

  @Test
  void aRuleBesideTheCorrelationIsOneFindingTooMany() {
    String generated = PARTS.replace("rules: [read]", "generate: true\n  rules: [read]");

    assertThatThrownBy(() -> PolicyCompiler.compile(List.of(file("", generated))))
        .hasMessage(
            "p.yml:1:1: an envelope governs one rule or one outermost correlation of its file, or"
                + " has a sequence or an absence; found 2: A read, Many reads");
  }

  @ParameterizedTest(name = "dedup {0}: {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {window: 1h}            ~ 1
          {window: 10m}           ~ 2
          {by: [who], window: 1h} ~ 1
          """)
  void aGroupHasOneViolationInEachWindowOfDedup(String dedup, int violations) throws Exception {
    String lines = "mode: {percent-of-groups: 99}\ndedup: " + dedup + "\n";
    String test =
        "tests: [{name: a, events: [{times: 3, event: {action: read_record}}], expect: any}]\n"
            .replace("any", "{violations: any}");
    try (var harness = CorrelatingHarness.open(file(lines + test, PARTS))) {
      for (int i = 0; i < 3; i++) {
        harness.feed(Reads.read("a" + i, i), Reads.read("b" + i, 1200 + i));
      }

      assertThat(harness.violations()).hasSize(violations);
    }
  }

  @Test
  void dedupIsByTheGroup() {
    assertThatThrownBy(
            () ->
                PolicyCompiler.compile(
                    List.of(file("dedup: {by: [source.ip], window: 1h}\n", PARTS))))
        .hasMessage(
            "p.yml:6:8: dedup is by the fields of group-by, who, which is also what leaving 'by'"
                + " out means");
  }

  @Test
  void aPolicyMaySayHowLateItsEventsAre() throws Exception {
    String lines = "mode: shadow\ntime: {lateness: 0s}\n";
    try (var own = CorrelatingHarness.open(file(lines, PARTS));
        var jobs = CorrelatingHarness.open(file("mode: shadow\n", PARTS))) {
      for (var harness : List.of(own, jobs)) {
        harness.watermark(700);
        harness.feed(Reads.read("late", 50));
      }

      assertThat(own.count("numHitsTooLate")).isEqualTo(1);
      assertThat(jobs.count("numHitsLate")).isEqualTo(1);
    }
  }

  private static PolicySource file(String lines, String parts) {
    return new PolicySource(
        "p.yml",
        "apiVersion: policy/v1\nid: many-reads\nversion: 2\nowner: team\nfields: {who: actor.id}\n"
            + lines
            + parts);
  }
}
