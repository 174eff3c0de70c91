package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about files without running them. */
class ExaminationTest {
  private static final String RULE =
      "title: A\nname: a\nlogsource: {product: app}\ndetection: {s: {f: a}, condition: s}\n";
  private static final String CORRELATION =
      "---\ntitle: C\ncorrelation: {type: event_count, rules: [a], timespan: %s,"
          + " condition: {gte: 2}}\n";

  @Test
  void wrongFilesDoNotHideThoseThatAreRight() {
    PolicyFindings findings =
        PolicyCompiler.examine(
            List.of(
                new PolicySource("b.yml", "title: B"),
                new PolicySource("a.yml", RULE),
                new PolicySource("c.yml", "a: [")));
    assertThat(findings.policies()).extracting(CompiledPolicy::id).containsExactly("a.yml");
    assertThat(findings.errors())
        .extracting(PolicyProblem::file)
        .containsExactly("b.yml", "b.yml", "c.yml");
    assertThat(findings.fileById()).isEqualTo(Map.of("a.yml", "a.yml"));
  }

  @Test
  void correlationsAreCompiled() {
    var file = new PolicySource("f.yml", RULE + CORRELATION.formatted("10m"));
    PolicyFindings findings = PolicyCompiler.examine(List.of(file));
    assertThat(findings.errors()).isEmpty();
    assertThat(findings.policies()).as("the rule serves the correlation only").isEmpty();
    assertThat(findings.book().correlations()).hasSize(1);
  }

  @Test
  void whatIsWrongWithACorrelationIsToldAtItsPlace() {
    var file = new PolicySource("f.yml", RULE + CORRELATION.formatted("soon"));
    assertThat(PolicyCompiler.examine(List.of(file)).errors())
        .singleElement()
        .asString()
        .startsWith("f.yml:7:56: timespan must be a number");
  }

  @Test
  void problemsShowThePlaceAndNotTheName() {
    var file = new PolicySource("a.yml", "rules/a.yml", "title: B");
    assertThat(PolicyCompiler.examine(List.of(file)).errors())
        .extracting(PolicyProblem::file)
        .containsOnly("rules/a.yml");
  }

  @Test
  void fieldsMayHaveOtherNamesInEvents() {
    var rule = Rules.withSelection("{a.b: x}");
    PolicyFindings findings = PolicyCompiler.examine(List.of(rule), Map.of("a.b", "c.d"));
    var set = new PolicySet(findings.book());
    assertThat(set.evaluate(Matching.vendor("{\"c\": {\"d\": \"x\"}}")).matches()).hasSize(1);
    assertThat(set.evaluate(Matching.vendor("{\"a\": {\"b\": \"x\"}}")).matches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void deepNestingIsAnErrorAndNoOverflow(String opening) {
    String text = opening.repeat(100_000);
    assertThat(PolicyCompiler.examine(List.of(new PolicySource("deep.yml", text))).errors())
        .singleElement()
        .asString()
        .startsWith("deep.yml:1:")
        .endsWith("collections are nested more than 100 deep");
  }

  @Test
  void aliasesThatGrowBeyondMemoryAreRefusedAtOnce() {
    var text = new StringBuilder("x0: &x0 [a, a]\n");
    for (int i = 1; i < 24; i++) {
      text.append("x%d: &x%d [*x%d, *x%d]%n".formatted(i, i, i - 1, i - 1));
    }
    text.append("title: A\nlogsource: {product: app}\ndetection: {s: *x23, condition: s}\n");
    assertThat(examinedSoon(text.toString()))
        .singleElement()
        .asString()
        .contains("aliases make the document too large");
  }

  @Test
  void aChainOfAliasesIsAsDeepAsItWouldBeWrittenOut() {
    var text = new StringBuilder("x0: &x0 [a]\n");
    for (int i = 1; i < 40; i++) {
      text.append("x%d: &x%d %s*x%d%s%n".formatted(i, i, "[".repeat(90), i - 1, "]".repeat(90)));
    }
    text.append("title: A\nlogsource: {product: app}\ndetection: {s: *x39, condition: s}\n");
    assertThat(examinedSoon(text.toString()))
        .singleElement()
        .asString()
        .contains("aliases make the document too large");
  }

  @Test
  void aCharacterThatIsNoTextHasItsPlace() {
    assertThat(
            PolicyCompiler.examine(
                    List.of(new PolicySource("b.yml", "title: \u00e4\ud83d\ude00\nid: a\u0000b")))
                .errors())
        .containsExactly(
            new PolicyProblem(
                "b.yml", 2, 6, "not YAML: a character that no text has; is the file binary?"));
  }

  private static List<PolicyProblem> examinedSoon(String text) {
    return org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> PolicyCompiler.examine(List.of(new PolicySource("f.yml", text))).errors());
  }
}
