package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters that stand in files of their own: they reach the rules of the whole set. */
class FilterFilesTest {
  private static final PolicySource READS =
      new PolicySource(
          "reads.yml",
          """
          title: Record read
          id: 4f1c2d3e-0000-4000-8000-000000000001
          name: record_read
          logsource: {product: app, service: files}
          detection: {selection: {action: read_record}, condition: selection}
          """);
  private static final PolicySource EVERYTHING =
      new PolicySource(
          "everything.yml",
          """
          title: Anything of the application
          id: 4f1c2d3e-0000-4000-8000-000000000002
          logsource: {product: app}
          detection: {selection: {action: '*'}, condition: selection}
          """);
  private static final String FILTER =
      """
      title: Not the backup
      logsource: %s
      filter:
        rules: %s
        selection: {actor.id: %s}
        condition: not selection
      """;

  @ParameterizedTest(name = "rules: {0}, logsource: {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          [record_read]                               ~ {product: app}                  ~ 2
          4F1C2D3E-0000-4000-8000-000000000001        ~ {}                              ~ 2
          [record_read, 4f1c2d3e-0000-4000-8000-000000000002] ~ {product: app}          ~ ''
          any                                         ~ {product: app}                  ~ ''
          any                                         ~ {product: app, service: files}  ~ 2
          any                                         ~ {product: aws}                  ~ 12
          [x]                                         ~ {product: app}                  ~ 12
          """)
  void aFileOfFiltersNarrowsTheRulesOfEveryFile(String rules, String log, String left) {
    PolicySource filter = filter("f.yml", rules, log, "u-1");
    List<String> ids =
        left.chars().mapToObj(c -> "4f1c2d3e-0000-4000-8000-00000000000" + (char) c).toList();

    assertThat(matching("u-1", READS, EVERYTHING, filter)).containsExactlyElementsOf(ids);
    assertThat(matching("u-1", filter, READS, EVERYTHING)).containsExactlyElementsOf(ids);
    assertThat(matching("u-2", READS, EVERYTHING, filter)).hasSize(2);
  }

  @Test
  void oneFileHoldsSeveralFiltersAndSeveralFilesAllHold() {
    var two =
        new PolicySource(
            "two.yml",
            FILTER.formatted("{}", "any", "u-1") + "---\n" + FILTER.formatted("{}", "any", "u-2"));
    PolicySource third = filter("third.yml", "any", "{}", "u-3");

    assertThat(matching("u-1", READS, two, third)).isEmpty();
    assertThat(matching("u-2", READS, two, third)).isEmpty();
    assertThat(matching("u-3", READS, two, third)).isEmpty();
    assertThat(matching("u-4", READS, two, third)).hasSize(1);
  }

  @Test
  void aFilterBesideARuleReachesItsOwnFileOnly() {
    var mixed =
        new PolicySource("m.yml", READS.text() + "---\n" + FILTER.formatted("{}", "any", "u-1"));

    assertThat(matching("u-1", mixed, EVERYTHING)).hasSize(1);
  }

  @Test
  void theHashIsOfTheFileAndTheFiltersThatReachIt() {
    PolicySource reaching = filter("f.yml", "[record_read]", "{}", "u-1");
    String whole = READS.text() + "---\n" + reaching.text();

    assertThat(hash(READS)).isEqualTo(Compilation.sha256(READS.text()));
    assertThat(hash(READS, reaching)).isEqualTo(Compilation.sha256(whole));
    assertThat(hash(READS, filter("f.yml", "[record_read]", "{}", "u-2")))
        .isNotEqualTo(Compilation.sha256(whole));
    assertThat(hash(EVERYTHING, READS, reaching)).isEqualTo(Compilation.sha256(EVERYTHING.text()));
  }

  @Test
  void theHashDoesNotDependOnWhereFiltersStand() {
    PolicySource one = filter("a.yml", "any", "{}", "u-1");
    PolicySource two = filter("b.yml", "any", "{}", "u-2");
    var together =
        new PolicySource(
            "c.yml",
            "---\n"
                + two.text()
                + "---\n"
                + FILTER.formatted("{}", "[x]", "u-9")
                + "---\n"
                + one.text());
    String hash = hash(READS, one, two);

    assertThat(hash(READS, two, one)).isEqualTo(hash);
    assertThat(hash(READS, together)).isEqualTo(hash);
    assertThat(hash(READS, one, two, new PolicySource("copy.yml", one.text()))).isEqualTo(hash);
    assertThat(hash).isNotEqualTo(hash(READS, one));
  }

  @Test
  void rulesThatACorrelationUsesAreNarrowedAndItsHashSaysSo() {
    PolicySource filter = filter("f.yml", "[reads]", "{}", "u-1");
    PolicySource reads = Correlations.readsAlone(2);

    assertThat(fired("u-1", reads)).isEqualTo(1);
    assertThat(fired("u-1", reads, filter)).isZero();
    assertThat(fired("u-2", reads, filter)).isEqualTo(1);
    assertThat(PolicyCompiler.compile(List.of(reads, filter)).correlations().get(0).contentHash())
        .isEqualTo(Compilation.sha256(reads.text() + "---\n" + filter.text()));
  }

  @Test
  void anEnvelopedPolicyIsNarrowedAndItsTestsSeeIt() {
    PolicySource policy = enveloped("lookups: {robots: [u-1]}\n");
    PolicySource other = filter("f.yml", "any", "{}", "u-9");
    PolicySource itsOwn = filter("f.yml", "any", "{}", "u-7");

    assertThat(PolicyEvaluation.check(List.of(policy, other))).isEmpty();
    assertThatThrownBy(() -> PolicyEvaluation.check(List.of(policy, itsOwn)))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessageContaining("p.yml:5:9: test 'a read' fails");
    assertThat(PolicyTests.run(List.of(policy, itsOwn))).noneMatch(PolicyTestResult::passed);
  }

  @Test
  void fieldsAndLookupsAreThoseOfThePolicyThatIsNarrowed() {
    PolicySource policy = enveloped("fields: {who: actor.id}\nlookups: {robots: [u-1]}\n");
    var filter =
        new PolicySource(
            "f.yml", FILTER.formatted("{}", "any", "'%robots%'").replace("actor.id", "who|expand"));

    assertThat(matching("u-1", policy, filter)).isEmpty();
    assertThat(matching("u-2", policy, filter)).hasSize(1);
    assertThat(errors(policy, READS, EVERYTHING, filter))
        .containsExactly("f.yml:5:27: no lookup is called robots: lookups stand in an envelope");
  }

  @Test
  void whatDoesNothingIsWarnedOfAtItsPlace() {
    assertThat(warnings(READS, filter("f.yml", "[record_read, nobody]", "{}", "u-1")))
        .containsExactly("f.yml:4:24: no rule of these files has the name or id nobody");
    assertThat(warnings(READS, filter("f.yml", "any", "{product: aws}", "u-1")))
        .containsExactly(
            "f.yml:1:1: the filter applies to no rule: its logsource is not that of any it means");
    assertThat(warnings(filter("f.yml", "any", "{}", "u-1"))).hasSize(1);
    assertThat(warnings(READS, EVERYTHING, filter("f.yml", "[record_read]", "{}", "u-1")))
        .isEmpty();
  }

  @Test
  void whatLeavesARuleNothingIsWarnedOf() {
    var nothing =
        new PolicySource(
            "f.yml",
            filter("f.yml", "any", "{}", "u-1")
                .text()
                .replace("actor.id: u-1", "action: read_record"));

    assertThat(warnings(READS, EVERYTHING, nothing))
        .containsExactly("f.yml:1:1: with this filter no event can match the rule 'Record read'");
  }

  @Test
  void whatIsWrongWithAFilterIsToldOnceAtItsPlace() {
    var wrong =
        new PolicySource(
            "f.yml",
            """
            title: A
            logsource: {}
            filter: {rules: any, s: {f|foo: a}, condition: t}
            ---
            filter: {rules: [x], s: {f: a}}
            """);
    String[] all = {
      "f.yml:3:28: unknown modifier 'foo' " + Rules.MODIFIERS,
      "f.yml:3:48: no selection is called t (there are s)",
      "f.yml:5:1: the filter has no title",
      "f.yml:5:1: the rule has no logsource",
      "f.yml:5:9: the filter has no condition"
    };

    assertThat(errors(READS, EVERYTHING, wrong)).containsExactly(all);
    assertThat(errors(wrong)).as("without a rule").containsExactly(all);
    assertThat(errors(READS, new PolicySource("f.yml", "filter: {}\n---\nfilter: [\n")))
        .hasSize(5)
        .last()
        .asString()
        .startsWith("f.yml:4:1: not YAML");
  }

  @Test
  void anIdIsOneFiltersOnly() {
    String filter = "id: F-1\n" + FILTER.formatted("{}", "any", "u-1");
    var a = new PolicySource("a.yml", filter);
    var b = new PolicySource("b.yml", filter.replace("F-1", "f-1"));
    var mixed = new PolicySource("m.yml", READS.text() + "---\n" + filter);

    assertThat(errors(READS, a, b))
        .containsExactly("b.yml:1:5: filter id f-1 is already taken by a.yml");
    assertThat(errors(mixed, a))
        .containsExactly("m.yml:7:5: filter id F-1 is already taken by a.yml");
    assertThat(errors(READS, a, new PolicySource("m2.yml", EVERYTHING.text()))).isEmpty();
  }

  private static PolicySource enveloped(String lines) {
    return new PolicySource(
        "p.yml",
        """
        apiVersion: policy/v1
        id: p-1
        version: 1
        owner: team
        tests: [{name: a read, events: [{event: {action: read_record, actor: {id: u-7}}}], expect: {violations: 1}}]
        %s---
        title: Record read
        logsource: {product: app}
        detection: {s: {action: read_record}, condition: s}
        """
            .formatted(lines));
  }

  private static PolicySource filter(String file, String rules, String logSource, String actor) {
    return new PolicySource(file, FILTER.formatted(logSource, rules, actor));
  }

  private static String hash(PolicySource... sources) {
    return PolicyCompiler.compile(Arrays.asList(sources)).policies().get(0).contentHash();
  }

  private static List<String> matching(String actor, PolicySource... sources) {
    AuditEvent event = Events.own("e-1");
    event.getActor().setId(actor);
    var policies = new PolicySet(PolicyCompiler.compile(Arrays.asList(sources)));
    return policies.evaluate(event).matches().stream().map(CompiledPolicy::id).toList();
  }

  private static long fired(String actor, PolicySource... sources) {
    Set<String> found = new HashSet<>();
    try (var backtest =
        new Backtest(
            PolicyCompiler.compile(Arrays.asList(sources)),
            BacktestTime.AT_THE_END,
            made -> found.add(made.id()))) {
      for (int i = 0; i < 3; i++) {
        backtest.add(Reads.read("e-" + i, i, actor));
      }
      backtest.end();
    }
    return found.size();
  }

  private static List<String> warnings(PolicySource... sources) {
    return PolicyCompiler.compile(Arrays.asList(sources)).warnings().stream()
        .map(PolicyProblem::toString)
        .toList();
  }

  private static List<String> errors(PolicySource... sources) {
    return PolicyCompiler.examine(Arrays.asList(sources)).errors().stream()
        .map(PolicyProblem::toString)
        .toList();
  }
}
