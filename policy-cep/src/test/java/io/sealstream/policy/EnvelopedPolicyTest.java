package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An envelope around a rule over single events, from text to violation. */
class EnvelopedPolicyTest {
  private static final String RULE =
      """
      ---
      title: Record read
      id: 4f1c2d3e-0000-4000-8000-000000000001
      author: A. Author
      level: low
      tags: [attack.collection]
      logsource: {product: app, service: files}
      detection: {s: {action: read_record}, condition: s}
      """;

  @Test
  void theEnvelopeIsOnTheViolation() throws Exception {
    PolicySource source =
        file(
            """
            severity: critical
            tags: [attack.t1530, attack.collection]
            attribution: {author: Us, link: 'https://rules.example/7'}
            tests: [{name: a, events: [{event: {action: read_record}}], expect: {violations: 1}}]
            """,
            RULE);

    assertThat(violations(source, new NamedCounters(), Events.own("e-1")))
        .extracting(
            Violation::getPolicyId,
            Violation::getPolicyVersion,
            Violation::getPolicyHash,
            Violation::getTitle,
            Violation::getLevel,
            Violation::getTags,
            Violation::getAuthor,
            Violation::getRuleLink)
        .containsExactly(
            tuple(
                "read-records",
                "7",
                PolicyCompiler.compile(List.of(source)).policies().get(0).contentHash(),
                "Record read",
                "critical",
                List.of("attack.collection", "attack.t1530"),
                "Us",
                "https://rules.example/7"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      nullValues = "-",
      textBlock =
          """
          controls: [AC-09, AC-20]             ~ team ~ AC-09 AC-20 ~ -      ~ DRL 1.1
          runbook: docs/runbooks/r.md          ~ team ~ ''          ~ docs/runbooks/r.md ~ DRL 1.1
          attribution: {license: Apache-2.0}   ~ team ~ ''          ~ -      ~ Apache-2.0
          """)
  void aViolationSaysWhoAnswersForIt(
      String line, String owner, String controls, String runbook, String license) throws Exception {
    String test =
        "tests: [{name: a, events: [{event: {action: read_record}}], expect: {violations: 1}}]\n";
    String rule = RULE.replace("level: low", "license: DRL 1.1");

    assertThat(violations(file(line + "\n" + test, rule), new NamedCounters(), Events.own("e")))
        .extracting(
            Violation::getOwner,
            violation -> String.join(" ", violation.getControls()),
            Violation::getRunbook,
            Violation::getLicense)
        .containsExactly(tuple(owner, controls, runbook, license));
  }

  @ParameterizedTest(name = "{0} gives {1} violations, {2} suppressed, {3} shadow")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          mode: enforce                                ~ 1 ~ 0 ~ 0
          mode: disabled                               ~ 0 ~ 0 ~ 0
          mode: shadow                                 ~ 0 ~ 0 ~ 1
          tenants: [acme]                              ~ 1 ~ 0 ~ 0
          tenants: [globex]                            ~ 0 ~ 0 ~ 0
          tenants: {except: [acme]}                    ~ 0 ~ 0 ~ 0
          tenants: {except: [globex]}                  ~ 1 ~ 0 ~ 0
          effectiveFrom: '2026-03-01T02:10:00Z'        ~ 1 ~ 0 ~ 0
          effectiveFrom: '2026-03-01T02:10:00.001Z'    ~ 0 ~ 0 ~ 0
          """)
  void termsOnWhichAFindingCounts(String line, int violations, int suppressed, int shadow) {
    assertThat(outcome(file(line + "\n", RULE), Events.own("e-1")))
        .containsExactly(violations, suppressed, shadow);
  }

  @ParameterizedTest(name = "{0} expiring {1}: {2} suppressed")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {actor.id: u-1}                 ~ 2026-03-01T02:10:00.001Z ~ 1
          {actor.id: u-1}                 ~ 2026-03-01T02:10:00Z     ~ 0
          {actor.id: u-2}                 ~ 2027-01-01T00:00:00Z     ~ 0
          {action: read_record, actor.id: u-2} ~ 2027-01-01T00:00:00Z ~ 0
          [{actor.id: u-2}, {source.ip|cidr: 192.0.2.0/24}] ~ 2027-01-01T00:00:00Z ~ 1
          """)
  void exceptionsHoldFindingsBackUntilTheyExpire(String match, String expires, int suppressed) {
    String exception =
        "exceptions: [{id: x, match: %s, reason: r, approver: a, ticket: T-1, expires: %s}]\n"
            .formatted(match, expires);

    assertThat(outcome(file(exception, RULE), Events.own("e-1")))
        .containsExactly(1 - suppressed, suppressed, 0);
    assertThat(outcome(file("mode: shadow\n" + exception, RULE), Events.own("e-1")))
        .as("suppressed comes before shadow")
        .containsExactly(0, suppressed, 1 - suppressed);
  }

  @Test
  void exceptionsOfARuleWithAProductReadTheOriginal() {
    String exception =
        "exceptions: [{id: x, match: {user: bob}, reason: r, approver: a, ticket: T-1,"
            + " expires: 2027-01-01T00:00:00Z}]\n";
    var source = new LogSource("app", "files", null);
    String json = "{\"action\":\"read_record\",\"user\":\"%s\"}";

    assertThat(outcome(file(exception, RULE), Events.vendor("e", source, json.formatted("bob"))))
        .containsExactly(0, 1, 0);
    assertThat(outcome(file(exception, RULE), Events.vendor("e", source, json.formatted("eve"))))
        .containsExactly(1, 0, 0);
  }

  @Test
  void aShareOfTheTenantsIsTold() {
    var policies =
        new PolicySet(
            PolicyCompiler.compile(List.of(file("mode: {percent-of-groups: 30}\n", RULE))));
    int told = 0;
    for (int i = 0; i < 400; i++) {
      AuditEvent event = Events.own("e");
      event.setTenantId("tenant_" + i);
      var outcome = policies.evaluate(event);
      assertThat(outcome.matches().size() + outcome.shadow().size()).isEqualTo(1);
      told += outcome.matches().size();
    }

    assertThat(told).isBetween(80, 160);
  }

  @Test
  void fieldMapsAndLookupsReachTheRule() {
    PolicySource source =
        file(
            "fields: {who: actor.id}\nlookups: {people: [u-1, u-2]}\n",
            """
            ---
            title: A
            logsource: {service: files}
            detection: {s: {who|expand: '%people%'}, condition: s}
            """);

    assertThat(outcome(source, Events.own("e-1"))).containsExactly(1, 0, 0);
  }

  @Test
  void policiesWithAndWithoutEnvelopesRunTogether() {
    var bare = new PolicySource("bare.yml", RULE);
    var policies =
        new PolicySet(
            PolicyCompiler.compile(
                List.of(
                    file("mode: disabled\n", RULE),
                    bare,
                    new PolicySource(
                        "s.yml",
                        file("mode: shadow\n", RULE).text().replace("read-records", "other")))));
    var outcome = policies.evaluate(Events.own("e-1"));

    assertThat(outcome.matches())
        .extracting(CompiledPolicy::id)
        .containsExactly("4f1c2d3e-0000-4000-8000-000000000001");
    assertThat(outcome.shadow()).extracting(PolicyIdentity::id).containsExactly("other");
  }

  @Test
  void whatIsNotWrittenIsCounted() throws Exception {
    String exception =
        "exceptions: [{id: x, match: {actor.id: robot}, reason: r, approver: a, ticket: T-1,"
            + " expires: 2027-01-01T00:00:00Z}]\n";
    PolicySource policy = file("mode: shadow\n" + exception, RULE);
    AuditEvent byRobot = Events.own("e-2");
    byRobot.getActor().setId("robot");
    var counters = new NamedCounters();

    assertThat(violations(policy, counters, Events.own("e-1"), byRobot, byRobot)).isEmpty();
    assertThat(counters.counts())
        .containsEntry("policy.numEventsEvaluated", 3L)
        .containsEntry("policy.numViolations", 0L)
        .containsEntry("policy.numShadow", 1L)
        .containsEntry("policy.policy.read-records.numShadow", 1L)
        .containsEntry("policy.numSuppressed", 2L)
        .containsEntry("policy.policy.read-records.numSuppressed", 2L);
  }

  private static PolicySource file(String lines, String parts) {
    return new PolicySource(
        "p.yml",
        "apiVersion: policy/v1\nid: read-records\nversion: 7\nowner: team\n" + lines + parts);
  }

  /** How many violations, suppressed and shadow findings there are. */
  private static List<Integer> outcome(PolicySource source, AuditEvent event) {
    var outcome = new PolicySet(PolicyCompiler.compile(List.of(source))).evaluate(event);
    return List.of(outcome.matches().size(), outcome.suppressed().size(), outcome.shadow().size());
  }

  private static List<Violation> violations(
      PolicySource policy, NamedCounters counters, AuditEvent... events) throws Exception {
    try (var environment =
            new MockEnvironmentBuilder().setMetricGroup(counters.taskGroup()).build();
        var harness =
            new OneInputStreamOperatorTestHarness<>(
                PolicyEvaluation.matching(List.of(policy)), environment)) {
      harness.setup(
          AvroRecordTypeInfo.of(Violation.class).createSerializer(new SerializerConfigImpl()));
      harness.open();
      for (AuditEvent event : events) {
        harness.processElement(new DecodedEvent(event, "audit.events", 3, 99L, 5_000L), 0L);
      }
      return harness.extractOutputValues();
    }
  }
}
