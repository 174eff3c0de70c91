package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.sigma.SigmaRule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a file with correlations. */
class CorrelationCompilerTest {

  @Test
  void aCorrelationIsAPolicyWithTheHeaderOfItsDocument() {
    PolicySource file = Correlations.reads(3);
    PolicyBook book = PolicyCompiler.compile(List.of(file));

    CompiledCorrelation correlation = only(book);
    assertThat(correlation.id()).isEqualTo(Correlations.ID);
    assertThat(correlation.version()).isEqualTo("1");
    assertThat(correlation.contentHash())
        .isEqualTo(book.policies().get(0).contentHash())
        .matches("[0-9a-f]{64}");
    assertThat(correlation.header().title()).isEqualTo("Several reads");
    assertThat(correlation.header().level()).isEqualTo("high");
    assertThat(correlation.header().author()).isEqualTo("A. Author");
    assertThat(correlation.header().link()).isEqualTo("urn:uuid:" + Correlations.ID);
    assertThat(correlation.rules())
        .extracting(SigmaRule::name)
        .extracting("name")
        .containsExactly("reads");
    assertThat(correlation).hasToString(Correlations.ID + "@1");
  }

  @Test
  void aRuleThatACorrelationRefersToIsAPolicyOnlyWhereItIsGenerated() {
    String body = "type: event_count, rules: [reads], timespan: 1m, condition: {gte: 2}";

    assertThat(titles("{" + body + "}")).containsExactly("An export");
    assertThat(titles("{" + body + ", generate: true}")).containsExactly("A read", "An export");
  }

  private static List<String> titles(String correlation) {
    var file = Correlations.of(correlation);
    String text = file.text().replace("name: reads", "name: reads\nid: reads-alone");
    return PolicyCompiler.compile(List.of(new PolicySource(file.name(), text))).policies().stream()
        .map(policy -> policy.header().title())
        .toList();
  }

  @Test
  void oneIdBelongsToOnePolicyOfEitherKind() {
    var rule =
        new PolicySource(
            "rule.yml",
            """
            title: A
            id: %s
            logsource: {product: app}
            detection: {s: {f: a}, condition: s}
            """
                .formatted(Correlations.ID));

    assertThatThrownBy(() -> PolicyCompiler.compile(List.of(rule, Correlations.reads(2))))
        .hasMessage(
            "correlation.yml:2:5: policy id " + Correlations.ID + " is already taken by rule.yml");
  }

  @Test
  void withoutAnIdACorrelationIsCalledLikeItsFile() {
    String text = Correlations.reads(2).text().replaceFirst("id: .*\n", "");
    // the file's other rule would be called so too
    String alone = text.replace("name: exports", "id: " + Correlations.ID);

    PolicyBook book = PolicyCompiler.compile(List.of(new PolicySource("mine.yml", alone)));
    assertThat(only(book).id()).isEqualTo("mine.yml");
    assertThat(only(book).header().link()).isNull();
    assertThatThrownBy(() -> PolicyCompiler.compile(List.of(new PolicySource("mine.yml", text))))
        .hasMessageEndingWith(
            ":1:1: the rule has no id, and the file's name is already taken by another rule");
  }

  @Test
  void whatNoCorrelatorTakesUponItselfIsToldAtItsPlace() {
    var text = new StringBuilder("title: Order\ncorrelation:\n");
    List<String> names = IntStream.range(0, 14).mapToObj(i -> "r" + i).collect(Collectors.toList());
    text.append("  type: temporal_ordered\n  timespan: 1m\n  rules: ").append(names);
    text.append("\n  condition: {gte: 7}\n");
    names.forEach(
        name ->
            text.append("---\ntitle: A\nname: ")
                .append(name)
                .append("\nlogsource: {}\ndetection: {s: {f: a}, condition: s}\n"));

    assertThatThrownBy(
            () -> PolicyCompiler.compile(List.of(new PolicySource("o.yml", text.toString()))))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessage(
            "o.yml:1:1: an ordered condition can be satisfied in more than 1024 ways; demand all"
                + " members, or refer to fewer");
  }

  private static CompiledCorrelation only(PolicyBook book) {
    assertThat(book.correlations()).hasSize(1);
    return book.correlations().get(0);
  }
}
