package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests inside envelopes: run as the job would match, and the gate that they are. */
class PolicyTestsTest {
  private static final String RULE =
      """
      ---
      title: Record read
      logsource: {product: app, service: files}
      detection: {s: {action: read_record}, condition: s}
      """;
  private static final String EXCEPTION =
      "exceptions: [{id: x, match: {actor.id: robot}, reason: r, approver: a, ticket: T-1,"
          + " expires: 2026-02-01T00:00:00Z}]\n";
  private static final String READ = "{event: {action: read_record, actor: {id: bob}}}";
  private static final String BY_ROBOT = "{event: {action: read_record, actor: {id: robot}}}";
  private static final String WRITE = "{event: {action: write_record}}";

  @ParameterizedTest(name = "{0} expecting {1}: {2}")
  @CsvSource(
      delimiter = '~',
      nullValues = "-",
      textBlock =
          """
          READ                 ~ {violations: 1}     ~ -
          READ                 ~ {violations: any}   ~ -
          READ                 ~ none                ~ expected no violation, got 1 (e1)
          WRITE, READ          ~ {violations: 2}     ~ expected 2 violations, got 1 (e2)
          WRITE                ~ none                ~ -
          WRITE                ~ {violations: any}   ~ expected a violation, got none
          WRITE                ~ {violations: 1}     ~ expected 1 violation, got none
          READ                 ~ {groups: [{}]}      ~ -
          READ                 ~ {groups: [{a: b}]}  ~ expected the groups [{a=b}], got [{}]
          ROBOT, READ          ~ {violations: 1, suppressed: 1} ~ -
          ROBOT, READ          ~ {violations: 1, suppressed: 2} ~ expected 2 suppressed, got 1 (e1)
          ROBOT                ~ {suppressed: 1}     ~ -
          """)
  void whatIsExpectedComes(String events, String expect, String failure) {
    String written =
        events.replace("READ", READ).replace("WRITE", WRITE).replace("ROBOT", BY_ROBOT);
    PolicyTestResult result = run(EXCEPTION + test(written, expect));

    assertThat(String.join("; ", result.failures())).isEqualTo(failure == null ? "" : failure);
    assertThat(result.passed()).isEqualTo(failure == null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode: shadow",
        "mode: disabled",
        "mode: {percent-of-groups: 1}",
        "effectiveFrom: 2027-01-01T00:00:00Z",
        "tenants: [acme]",
        "tenants: {except: [acme]}"
      })
  void whatAPolicyFindsIsTestedBeforeItEnforces(String line) {
    assertThat(run(line + "\n" + test(READ, "{violations: 1}")).failures()).isEmpty();
  }

  @Test
  void othersTenantsAreNotJudged() {
    String events = "{event: {action: read_record, tenant_id: globex}}";

    assertThat(run("tenants: [acme]\n" + test(events, "none")).passed()).isTrue();
  }

  @Test
  void anExceptionExpiresInsideATest() {
    String late = "{time: 2026-02-01T00:00:00Z, event: {action: read_record, actor: {id: robot}}}";

    assertThat(run(EXCEPTION + test(BY_ROBOT + ", " + late, "{violations: 1, suppressed: 1}")))
        .extracting(PolicyTestResult::failures)
        .isEqualTo(List.of());
  }

  @Test
  void vendorEventsAreReadAsTheRuleReadsThem() {
    String events =
        "{log_source: {product: app, service: files}, original: {action: read_record}},"
            + " {log_source: {product: app, service: mail}, original: {action: read_record}}";

    assertThat(run(test(events, "{violations: 1}")).failures()).isEmpty();
  }

  @Test
  void aBareFileHasNoTests() {
    assertThat(PolicyTests.run(List.of(new PolicySource("bare.yml", RULE)))).isEmpty();
  }

  @Test
  void aPolicyWhoseTestsFailDoesNotEnforce() {
    PolicySource wrong = file(test(READ, "none"));

    assertThatThrownBy(() -> PolicyEvaluation.check(List.of(wrong)))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessage("p.yml:5:9: test 'a test' fails: expected no violation, got 1 (e1)");
    assertThatThrownBy(
            () ->
                PolicyEvaluation.check(
                    List.of(file("mode: {percent-of-groups: 1}\n" + test(READ, "none")))))
        .isInstanceOf(PolicyCompilationException.class);
  }

  @Test
  void aPolicyWithoutTestsDoesNotEnforce() {
    assertThatThrownBy(() -> PolicyEvaluation.check(List.of(file(""))))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessage("p.yml:1:1: a policy that enforces needs tests: write some, or mode: shadow");
  }

  @Test
  void whatDoesNotEnforceOrHasNoEnvelopeNeedsNoTests() {
    assertThatCode(
            () ->
                PolicyEvaluation.check(
                    List.of(
                        new PolicySource("bare.yml", RULE),
                        file("mode: shadow\n" + test(READ, "none")))))
        .doesNotThrowAnyException();
    assertThatCode(() -> PolicyEvaluation.check(List.of(file("mode: disabled\n"))))
        .doesNotThrowAnyException();
    assertThatCode(() -> PolicyEvaluation.check(List.of(file(test(READ, "{violations: 1}")))))
        .doesNotThrowAnyException();
  }

  private static String test(String events, String expect) {
    return "tests: [{name: a test, events: [" + events + "], expect: " + expect + "}]\n";
  }

  private static PolicyTestResult run(String lines) {
    return PolicyTests.run(List.of(file(lines))).get(0);
  }

  private static PolicySource file(String lines) {
    return new PolicySource(
        "p.yml", "apiVersion: policy/v1\nid: p-1\nversion: 1\nowner: team\n" + lines + RULE);
  }
}
