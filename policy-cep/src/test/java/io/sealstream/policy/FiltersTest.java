package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sigma filters: a condition of their own that narrows rules of the same file. */
class FiltersTest {
  private static final String RULE =
      """
      title: Record read
      id: 4f1c2d3e-0000-4000-8000-000000000001
      name: record_read
      logsource: {product: app, service: files}
      detection:
        selection: {action: read_record}
        other: {action: write_record}
        condition: selection or other
      """;

  @ParameterizedTest(name = "rules: {0}, logsource: {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          [record_read]                          ~ {product: app}                  ~ true
          record_read                            ~ {product: app}                  ~ true
          [4F1C2D3E-0000-4000-8000-000000000001] ~ {product: app, service: files}  ~ true
          [x, record_read]                       ~ {product: APP}                  ~ true
          any                                    ~ {product: app}                  ~ true
          Any                                    ~ {service: files}                ~ true
          all                                    ~ {}                              ~ true
          [x]                                    ~ {product: app}                  ~ false
          any                                    ~ {product: aws}                  ~ false
          [record_read]                          ~ {product: app, service: mail}   ~ false
          [record_read]                          ~ {product: app, category: audit} ~ false
          """)
  void aFilterNarrowsTheRulesThatItNamesAndWhoseLogItShares(
      String rules, String logSource, boolean applies) {
    PolicySource source = file(filter(rules, logSource, "{actor.id: u-1}", "not selection"));

    assertThat(matches(source, "u-1")).isEqualTo(!applies);
    assertThat(matches(source, "u-2")).isTrue();
  }

  @Test
  void theConditionIsAsItStands() {
    PolicySource only = file(filter("any", "{}", "{actor.id: u-1}", "selection"));

    assertThat(matches(only, "u-1")).isTrue();
    assertThat(matches(only, "u-2")).isFalse();
  }

  @Test
  void severalFiltersAllHold() {
    PolicySource both =
        file(
            filter("any", "{}", "{actor.id: u-1}", "not selection")
                + filter("any", "{}", "{actor.id: u-2}", "not selection"));

    assertThat(matches(both, "u-1")).isFalse();
    assertThat(matches(both, "u-2")).isFalse();
    assertThat(matches(both, "u-3")).isTrue();
  }

  @Test
  void selectionsOfOneNameStayApartAndPatternsMeanTheFiltersOwn() {
    PolicySource source =
        file(
            """
            ---
            title: A filter
            logsource: {product: app}
            filter:
              rules: any
              selection: {actor.id: u-1}
              selection_more: {actor.id: u-2}
              condition: not 1 of sel*
            """);

    assertThat(matches(source, "u-1")).isFalse();
    assertThat(matches(source, "u-2")).isFalse();
    assertThat(matches(source, "u-3")).as("the rule's own 'selection' is not meant").isTrue();
  }

  @Test
  void aFilterBeforeItsRuleAppliesToo() {
    String filter = filter("[record_read]", "{product: app}", "{actor.id: u-1}", "not selection");
    var source = new PolicySource("f.yml", filter + "---\n" + RULE);

    assertThat(matches(source, "u-1")).isFalse();
    assertThat(matches(source, "u-2")).isTrue();
  }

  @Test
  void filtersUseTheFieldMapAndLookupsOfTheEnvelope() {
    var source =
        new PolicySource(
            "p.yml",
            "apiVersion: policy/v1\nid: p-1\nversion: 1\nowner: team\nmode: enforce\n"
                + "fields: {who: actor.id}\nlookups: {robots: [u-1]}\n---\n"
                + RULE
                + filter("any", "{}", "{who|expand: '%robots%'}", "not selection"));

    assertThat(matches(source, "u-1")).isFalse();
    assertThat(matches(source, "u-2")).isTrue();
  }

  @Test
  void filtersThatDoNothingAreWarnedOf() {
    assertThat(warnings(filter("[record_read, nobody]", "{product: app}", "{f: a}", "selection")))
        .containsExactly(
            "f.yml:13:24: no rule of the file has the name or id nobody: rules of other files are"
                + " reached from a file that holds filters only");
    assertThat(warnings(filter("any", "{product: aws}", "{f: a}", "selection")))
        .containsExactly(
            "f.yml:10:1: the filter applies to no rule: its logsource is not that of any it means");
    assertThat(warnings(filter("any", "{product: app}", "{f: a}", "selection"))).isEmpty();
  }

  @Test
  void filtersThatLeaveARuleNothingAreWarnedOf() {
    String other = "---\ntitle: B\nlogsource: {}\nfilter: {rules: any, s: %s, condition: %s}\n";
    assertThat(warnings(other.formatted("{action: read_*}", "s"))).isEmpty();
    assertThat(
            warnings(
                other.formatted(
                    "{action: read_record}, t: {action: write_record}", "not s and not t")))
        .containsExactly("f.yml:10:1: with this filter no event can match the rule 'Record read'");
    assertThat(warnings(other.formatted("{action: x}", "s and not s")))
        .as("is told where it contradicts itself")
        .containsExactly("f.yml:12:49: no event can match: the condition contradicts itself");
  }

  @Test
  void anIdThatTwoFiltersHaveIsWarnedOf() {
    String filter = filter("any", "{}", "{actor.id: u-1}", "not selection");
    String same = filter.replace("title:", "id: F-1\ntitle:");
    assertThat(warnings(same + same.replace("F-1", "f-1")))
        .containsExactly("f.yml:18:5: another filter of the file has the id f-1");
  }

  /** The filter begins in line 10, its map in column 9 of line 11. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {rules: any, condition: selection}                ~ 11:33: no selection is called selection (there is none)
          {rules: any, selection: {f: a}}                   ~ 11:9: the filter has no condition
          {selection: {f: a}, condition: selection}         ~ 11:9: rules must name rules by name or id, or be 'any'
          {rules: [], selection: {f: a}, condition: selection} ~ 11:17: rules must name rules by name or id, or be 'any'
          {rules: [[a]], selection: {f: a}, condition: selection} ~ 11:18: rules must be a name or a list of names
          {rules: any, selection: {f: a}, condition: [selection]} ~ 11:52: the condition of a filter must be one text
          {rules: any, selection: {f|foo: a}, condition: selection} ~ 11:36: unknown modifier 'foo' {modifiers}
          [a]                                               ~ 11:9: filter must be a map
          """)
  void filtersThatMeanNothing(String body, String problem) {
    assertThatThrownBy(
            () ->
                PolicyCompiler.compile(
                    List.of(file("---\ntitle: A\nfilter: " + body + "\nlogsource: {}\n"))))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessage("f.yml:" + Rules.withModifiers(problem));
  }

  @Test
  void aFilterHasTitleAndLogSource() {
    assertThatThrownBy(
            () ->
                PolicyCompiler.compile(
                    List.of(file("---\nfilter: {rules: any, s: {f: a}, condition: s}\n"))))
        .hasMessage("f.yml:10:1: the filter has no title\nf.yml:10:1: the rule has no logsource");
  }

  private static List<String> warnings(String filter) {
    return PolicyCompiler.compile(List.of(file(filter))).warnings().stream()
        .map(PolicyProblem::toString)
        .filter(warning -> !warning.contains("Sigma expects"))
        .toList();
  }

  private static boolean matches(PolicySource source, String actor) {
    AuditEvent event = Events.own("e-1");
    event.getActor().setId(actor);
    return Matching.matches(source, event);
  }

  private static PolicySource file(String filters) {
    return new PolicySource("f.yml", RULE + filters);
  }

  private static String filter(String rules, String logSource, String search, String condition) {
    return """
        ---
        title: A filter
        logsource: %s
        filter:
          rules: %s
          selection: %s
          condition: %s
        """
        .formatted(logSource, rules, search, condition);
  }
}
