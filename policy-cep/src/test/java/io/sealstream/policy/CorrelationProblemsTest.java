package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a correlation is told at its place; what is right is resolved. */
class CorrelationProblemsTest {
  private static final String RULES =
      """
      ---
      title: A
      name: a
      id: 7d2f1ab4-5c7f-4f7e-9d38-0f6c1e9f0a01
      logsource: {product: test}
      detection: {s: {k: a}, condition: s}
      ---
      title: B
      name: b
      logsource: {product: test}
      detection: {s: {k: b}, condition: s}
      """;

  private final Problems problems = new Problems();

  private SigmaDocuments documents(String correlation) {
    String text = "title: C\nname: c\ncorrelation:\n" + correlation.indent(2) + RULES;
    var fields = new FieldTable();
    return new SigmaDocuments(YamlDocuments.read("f.yml", text, problems), fields, problems);
  }

  private List<String> errors(String correlation) {
    var unused = documents(correlation).outermostCorrelations(true);
    return problems.errors().stream()
        .map(p -> p.line() + ":" + p.column() + ": " + p.message())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          type: event_sum                  ! 4:9: unknown correlation type event_sum
          rules: []                        ! rules must name at least one rule
          rules: [a, a]                    ! rule a is named twice
          rules: [a, z]                    ! 5:14: no rule has the name or id z
          rules: [c]                       ! refers to itself
          timespan: 10                     ! 6:13: timespan must be a number and one of s, m, h, d, w
          timespan: 1M                     ! months and years have no fixed length
          timespan: 0m                     ! timespan must be
          condition: {gte: many}           ! expected a number
          condition: {gte: 2.5}            ! a count is compared with a whole number
          condition: {}                    ! the condition has no bound
          condition: {gte: 1, field: k}    ! only correlations of values have a field
          condition: {min: 1}              ! expected gt, gte, lt, lte, eq, neq or field
          condition: a and b               ! expected bounds
          aliases: {ip: {a: s, b: d, z: e}} ! the correlation has no rule z
          window: tumbling                 ! unknown key in a correlation
          generate: sometimes              ! generate must be true or false
          """)
  void aMistakeIsToldAtItsPlace(String line, String expected) {
    String key = line.substring(0, line.indexOf(':'));
    var body = new StringBuilder();
    for (String right :
        List.of(
            "type: event_count",
            "rules: [a, b]",
            "timespan: 10m",
            "group-by: [ip]",
            "condition: {gte: 2}")) {
      body.append(right.startsWith(key + ":") ? line.strip() : right).append('\n');
    }
    if (!body.toString().contains(line.strip())) {
      body.append(line.strip()).append('\n');
    }
    assertThat(errors(body.toString())).singleElement().asString().contains(expected.strip());
  }

  @Test
  void allMistakesAreToldInOneRun() {
    assertThat(errors("type: value_count\nrules: [z]\ntimespan: soon\ncondition: {gte: x}"))
        .hasSize(3)
        .anySatisfy(e -> assertThat(e).contains("timespan"))
        .anySatisfy(e -> assertThat(e).contains("expected a number"))
        .anySatisfy(e -> assertThat(e).contains("names no field"));
  }

  @Test
  void aCircleThatNothingLeadsIntoIsTold() {
    String other =
        """
        ---
        title: D
        name: d
        correlation: {type: temporal, rules: [c, a], timespan: 1m}
        """;
    String text =
        "title: C\nname: c\ncorrelation: {type: temporal, rules: [d, b], timespan: 1m}\n"
            + other
            + RULES;
    var documents =
        new SigmaDocuments(YamlDocuments.read("f.yml", text, problems), new FieldTable(), problems);
    assertThat(documents.outermostCorrelations(true)).isEmpty();
    assertThat(problems.errors()).isNotEmpty();
    assertThat(problems.errors().get(0).message()).contains("refers to itself");
  }

  @Test
  void rulesAreFoundByNameOrIdAndConditionsMayBeTextInEitherCase() {
    List<LinkedCorrelation> linked =
        documents(
                """
                type: temporal
                rules: [7D2F1AB4-5c7f-4f7e-9d38-0f6c1e9f0a01, b]
                timespan: 90m
                condition: b AND not 7D2F1AB4-5c7f-4f7e-9d38-0f6c1e9f0a01
                """)
            .outermostCorrelations(true);
    assertThat(problems.errors()).isEmpty();
    assertThat(linked).hasSize(1);
    assertThat(linked.get(0).plan().timespanMillis()).isEqualTo(5_400_000);
    assertThat(linked.get(0).rules()).hasSize(2);
  }

  @Test
  void anAliasGoesByNameWhereARuleIsReferredToByItsId() {
    List<LinkedCorrelation> linked =
        documents(
                """
                type: temporal
                rules: [7d2f1ab4-5c7f-4f7e-9d38-0f6c1e9f0a01, b]
                timespan: 090m
                group-by: [ip]
                aliases: {ip: {a: src, b: dst}}
                """)
            .outermostCorrelations(true);
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
    assertThat(linked.get(0).plan().members())
        .extracting(Correlation.Member::groupSlots)
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void whereAnAliasNamesNoFieldItsOwnNameIsTheField() {
    List<LinkedCorrelation> linked =
        documents(
                """
                type: temporal
                rules: [a, b]
                timespan: 1m
                group-by: [ip]
                aliases: {ip: {a: src}}
                """)
            .outermostCorrelations(true);
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings())
        .singleElement()
        .extracting("message")
        .isEqualTo("alias ip names no field for rule b; its field ip counts");
    assertThat(linked.get(0).slots()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"temporal", "temporal_ordered"})
  void aTextMayNameTheRulesInstead(String type) {
    List<LinkedCorrelation> linked =
        documents("type: " + type + "\ntimespan: 1m\ncondition: b AND (a or not b)\n")
            .outermostCorrelations(true);
    assertThat(problems.errors()).isEmpty();
    assertThat(linked.get(0).plan().members())
        .extracting(Correlation.Member::name)
        .containsExactly("b", "a");
  }

  @Test
  void withoutRulesATextMustNameThem() {
    assertThat(errors("type: temporal\ntimespan: 1m\ncondition: a and z\n"))
        .singleElement()
        .asString()
        .contains("6:14: no rule has the name or id z");
    problems.errors().clear();
    assertThat(errors("type: temporal\ntimespan: 1m\ncondition: {gte: 2}\n"))
        .singleElement()
        .asString()
        .contains("rules must name at least one rule");
    problems.errors().clear();
    assertThat(errors("type: event_count\ntimespan: 1m\ncondition: {gte: 2}\n"))
        .singleElement()
        .asString()
        .contains("rules must name at least one rule");
  }

  @Test
  void aRuleThatIsReferredToStandsAloneOnlyIfGenerated() {
    String body = "type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 2}\n";
    assertThat(documents(body).standaloneRules())
        .extracting(SigmaRule::header)
        .extracting("title")
        .containsExactly("B");
    assertThat(documents(body + "generate: true\n").standaloneRules()).hasSize(2);
  }
}
