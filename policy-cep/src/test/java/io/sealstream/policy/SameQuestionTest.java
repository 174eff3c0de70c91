package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.PolicySet.Outcome;
import io.sealstream.policy.sigma.Detection;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that ask the same are asked once, and everything else about each stays its own. */
class SameQuestionTest {
  private static final String READS = "{s: {action: read_record}, condition: s}";

  @Test
  void eachIsFoundInTheOrderOfTheFiles() {
    Outcome outcome =
        evaluate(
            Events.own("e-1"),
            rule("a", "{product: app}", READS),
            rule("b", "{product: app}", "{s: {action: write_record}, condition: s}"),
            rule(
                "c",
                "{product: app}",
                "{other_name: {action: read_record}, condition: other_name}"),
            rule("d", "{product: app}", READS));

    assertThat(outcome.matches()).extracting(CompiledPolicy::id).containsExactly("a", "c", "d");
  }

  @Test
  void theLogSourceIsEachRulesOwn() {
    PolicySource[] rules = {
      rule("files", "{product: app, service: files}", READS),
      rule("payroll", "{product: app, service: payroll}", READS),
      rule("any", "{}", READS),
    };
    AuditEvent ofPayroll = Events.own("e-2");
    ofPayroll.setLogSource(new LogSource("app", "payroll", null));

    assertThat(evaluate(Events.own("e-1"), rules).matches())
        .extracting(CompiledPolicy::id)
        .containsExactly("files", "any");
    assertThat(evaluate(ofPayroll, rules).matches())
        .extracting(CompiledPolicy::id)
        .containsExactly("payroll", "any");
  }

  @Test
  void theViewIsEachRulesOwn() {
    PolicySource[] rules = {rule("theirs", "{product: aws}", READS), rule("ours", "{}", READS)};
    var source = new LogSource("aws", "cloudtrail", null);

    assertThat(evaluate(Events.vendor("e-1", source, "{\"action\": \"else\"}"), rules).matches())
        .extracting(CompiledPolicy::id)
        .containsExactly("ours");
    assertThat(
            evaluate(Events.vendor("e-1", source, "{\"action\": \"read_record\"}"), rules)
                .matches())
        .extracting(CompiledPolicy::id)
        .containsExactly("theirs", "ours");
  }

  @Test
  void theTermsAreEachPolicysOwn() {
    Outcome outcome =
        evaluate(
            Events.own("e-1"),
            policy("enforced", "mode: enforce"),
            policy("of-globex", "tenants: [globex]"),
            policy("later", "effectiveFrom: '2026-03-01T02:10:00.001Z'"),
            policy(
                "excepted",
                "exceptions: [{id: e, match: {actor.id: u-1}, reason: r, ticket: T-1, approver: a,"
                    + " expires: '2027-01-01T00:00:00Z'}]"),
            policy("shadow", "mode: shadow"),
            policy("of-acme", "tenants: [acme]"));

    assertThat(outcome.matches())
        .extracting(CompiledPolicy::id)
        .containsExactly("enforced", "of-acme");
    assertThat(outcome.suppressed()).extracting(PolicyIdentity::id).containsExactly("excepted");
    assertThat(outcome.shadow()).extracting(PolicyIdentity::id).containsExactly("shadow");
  }

  @Test
  void aPolicyOverSeveralEventsSharesWithOneOverASingleEvent() {
    Outcome outcome =
        evaluate(
            Events.own("e-1"),
            rule("single", "{product: app}", READS),
            counting("many"),
            counting("more"));

    assertThat(outcome.matches()).extracting(CompiledPolicy::id).containsExactly("single");
    assertThat(outcome.memberHits())
        .extracting(hit -> hit.policy().id() + " " + hit.rules())
        .containsExactly("many 1", "more 1");
  }

  @ParameterizedTest(name = "{0} as {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {s: {f: a}, condition: s}           ~ {t: {f: A}, condition: t}                      ~ true
          {s: {f: a, g: b}, condition: s}     ~ {s: {f: a, g: b}, condition: s}                ~ true
          {s: {f|re: 'a.c'}, condition: s}    ~ {s: {f|re: 'a.c'}, condition: s}               ~ true
          {s: {f|cidr: 10.0.0.0/8}, condition: s} ~ {s: {f|cidr: 10.0.0.0/8}, condition: s}    ~ true
          {s: {f|contains: [a, b]}, condition: not s} ~ {s: {f|contains: [a, b]}, condition: not s} ~ true
          {s: {f|hour: 3}, condition: s}      ~ {s: {f|hour: 3}, condition: s}                 ~ true
          {s: {f|fieldref: g}, condition: s}  ~ {s: {f|fieldref: g}, condition: s}             ~ true
          {s: [a, b], condition: s}           ~ {s: [a, b], condition: s}                      ~ true
          {s: {f: a}, condition: s}           ~ {s: {g: a}, condition: s}                      ~ false
          {s: {f: a}, condition: s}           ~ {s: {f: b}, condition: s}                      ~ false
          {s: {f: a}, condition: s}           ~ {s: {f: a}, condition: not s}                  ~ false
          {s: {f: a}, condition: s}           ~ {s: {f|cased: a}, condition: s}                ~ false
          {s: {f: 1}, condition: s}           ~ {s: {f: '1'}, condition: s}                    ~ false
          {s: {f|contains: a}, condition: s}  ~ {s: {f|startswith: a}, condition: s}           ~ false
          {s: {f|re: a}, condition: s}        ~ {s: {f|re|i: a}, condition: s}                 ~ false
          {s: {f|re: a}, condition: s}        ~ {s: {f|re: b}, condition: s}                   ~ false
          {s: {f|cidr: 10.0.0.0/8}, condition: s} ~ {s: {f|cidr: 10.0.0.0/9}, condition: s}    ~ false
          {s: {f|gt: 3}, condition: s}        ~ {s: {f|gte: 3}, condition: s}                  ~ false
          {s: {f|hour: 3}, condition: s}      ~ {s: {f|minute: 3}, condition: s}               ~ false
          {s: {f|fieldref: g}, condition: s}  ~ {s: {f|fieldref: h}, condition: s}             ~ false
          {s: {f|fieldref: g}, condition: s}  ~ {s: {f|fieldref|contains: g}, condition: s}    ~ false
          {s: {f|contains|all: [a, b]}, condition: s} ~ {s: {f|contains: [a, b]}, condition: s} ~ false
          {s: {f: null}, condition: s}        ~ {s: {f|exists: false}, condition: s}           ~ false
          {s: {f|exists: true}, condition: s} ~ {s: {f|exists: false}, condition: s}           ~ false
          {s: [a, b], condition: s}           ~ {s: {'|all': [a, b]}, condition: s}            ~ false
          {s: {f: a}, t: {g: b}, condition: s and t} ~ {s: {f: a}, t: {g: b}, condition: s or t} ~ false
          """)
  void questionsAreEqualWhereTheyAskTheSame(String one, String other, boolean same) {
    List<Detection> detections =
        PolicyCompiler.compile(List.of(rule("a", "{}", one), rule("b", "{}", other)))
            .policies()
            .stream()
            .map(policy -> policy.rule().detection())
            .toList();

    assertThat(detections.get(0).question().equals(detections.get(1).question())).isEqualTo(same);
  }

  @Test
  void manyThatAskTheSameAndManyThatDoNot() {
    PolicySource[] rules =
        Stream.concat(
                IntStream.range(0, 40).mapToObj(i -> rule("same-" + i, "{product: app}", READS)),
                IntStream.range(0, 40)
                    .mapToObj(
                        i ->
                            rule(
                                "other-" + i,
                                "{product: app}",
                                "{s: {action: read_record, actor.id: u-%d}, condition: s}"
                                    .formatted(i))))
            .toArray(PolicySource[]::new);

    assertThat(evaluate(Events.own("e-1"), rules).matches())
        .extracting(CompiledPolicy::id)
        .hasSize(41)
        .contains("same-0", "same-39", "other-1");
  }

  private static Outcome evaluate(AuditEvent event, PolicySource... policies) {
    return new PolicySet(PolicyCompiler.compile(List.of(policies))).evaluate(event);
  }

  private static PolicySource rule(String id, String logSource, String detection) {
    return new PolicySource(
        id + ".yml",
        "title: A\nid: %s\nlogsource: %s\ndetection: %s\n".formatted(id, logSource, detection));
  }

  private static PolicySource policy(String id, String line) {
    return new PolicySource(
        id + ".yml",
        """
        apiVersion: policy/v1
        id: %s
        version: 1
        owner: o
        %s
        tests: [{name: a, events: [{event: {action: read_record, actor: {id: u-2}}}], expect: {violations: 1}}]
        ---
        title: A read
        logsource: {product: app}
        detection: %s
        """
            .formatted(id, line, READS));
  }

  private static PolicySource counting(String id) {
    return new PolicySource(
        id + ".yml",
        """
        title: Reads
        id: %s
        correlation: {type: event_count, rules: [reads], group-by: [actor.id], timespan: 5m, condition: {gte: 3}}
        ---
        title: A read
        name: reads
        logsource: {product: app}
        detection: %s
        """
            .formatted(id, READS));
  }
}
