package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.policy.RandomRules.Meant;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** A rule with outside filters is the rule and all their conditions, in a set and published. */
class PolicyBundlesTest {
  private static final PolicySource RULE = Rules.withSelection("{f: a}");

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aRuleWithOutsideFiltersIsTheRuleAndTheirConditions(
      @ForAll("detections") Meant rule,
      @ForAll("detections") Meant first,
      @ForAll("detections") Meant second,
      @ForAll boolean isEndMissing,
      @ForAll("eventLists") @Size(min = 1, max = 4) List<JsonNode> events) {
    List<PolicySource> set =
        Stream.of(
                filter("a.yml", first.text()),
                Rules.withDetection(rule.text()),
                filter("b.yml", second.text()))
            .map(each -> isEndMissing ? each.with(each.text().stripTrailing()) : each)
            .toList();
    PolicySource bundle = PolicyBundles.of(set).policies().get(0);
    PolicyBook together = PolicyCompiler.compile(set);
    PolicyBook published = PolicyCompiler.compile(List.of(bundle));

    assertThat(published.policies().get(0).contentHash())
        .isEqualTo(together.policies().get(0).contentHash())
        .isEqualTo(PolicyAdmission.contentHash(bundle));
    for (JsonNode event : events) {
      boolean expected = rule.holds().and(first.holds()).and(second.holds()).test(event);
      var read = Matching.vendor(event.toString());
      assertThat(!new PolicySet(together).evaluate(read).matches().isEmpty()).isEqualTo(expected);
      assertThat(!new PolicySet(published).evaluate(read).matches().isEmpty()).isEqualTo(expected);
      assertThat(explained(set, read)).isEqualTo(explained(List.of(bundle), read));
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aCorrelationFindsWhatARuleElsewhereAndItsFiltersDo(
      @ForAll("detections") Meant rule,
      @ForAll("detections") Meant narrowing,
      @ForAll boolean isEndMissing,
      @ForAll("eventLists") @Size(min = 1, max = 4) List<JsonNode> events) {
    List<PolicySource> set =
        Stream.of(
                filter("f.yml", narrowing.text()),
                new PolicySource(
                    "any.yml",
                    "title: Any\ncorrelation: {type: event_count, rules: [named], timespan: 1m,"
                        + " condition: {gte: 1}}\n"),
                new PolicySource(
                    "named.yml", "name: named\n" + Rules.withDetection(rule.text()).text()))
            .map(each -> isEndMissing ? each.with(each.text().stripTrailing()) : each)
            .toList();
    PolicySource bundle = PolicyBundles.of(set).policies().get(0);
    boolean expected = events.stream().anyMatch(rule.holds().and(narrowing.holds()));

    assertThat(PolicyCompiler.compile(List.of(bundle)).correlations().get(0).contentHash())
        .isEqualTo(PolicyCompiler.compile(set).correlations().get(0).contentHash())
        .isEqualTo(PolicyAdmission.contentHash(bundle));
    assertThat(PolicyBundles.of(set).policies().get(1).text()).doesNotContain("correlation");
    assertThat(finds("any.yml", set, events)).isEqualTo(expected);
    assertThat(finds("any.yml", List.of(bundle), events)).isEqualTo(expected);
  }

  private static boolean finds(String id, List<PolicySource> set, List<JsonNode> events) {
    var found = new ArrayList<BacktestDecision>();
    try (var backtest =
        new Backtest(PolicyCompiler.compile(set), BacktestTime.AT_THE_END, found::add)) {
      events.forEach(event -> backtest.add(Matching.vendor(event.toString())));
      backtest.end();
    }
    return found.stream().anyMatch(each -> each.policyId().equals(id));
  }

  @Example
  void aCorrelationIsPublishedWithTheRulesThatItNames() {
    var correlation =
        new PolicySource(
            "c.yml",
            "title: C\ncorrelation: {type: event_count, rules: [named], timespan: 1m, condition:"
                + " {gte: 1}}\n");
    var named = new PolicySource("named.yml", "name: named\n" + RULE.text());

    assertThat(PolicyBundles.of(List.of(correlation, RULE, named)).policies())
        .containsExactly(
            correlation.with(correlation.text() + "---\n" + named.text()), RULE, named);
    assertThat(PolicyBundles.of(List.of(correlation)).policies())
        .as("what is missing is told where the text is read")
        .containsExactly(correlation);
    assertThatThrownBy(
            () -> PolicyBundles.of(List.of(correlation, named, named.with(named.text() + "#\n"))))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessageContaining("several rules have the name or id named");
  }

  @Example
  void aTextThatEndsARulesFileIsTheSameInTheSetAndPublished() {
    var rule =
        new PolicySource(
            "rule.yml",
            "title: R\nname: r\nlogsource: {product: vendor}\ndetection:\n  condition: s\n  s:\n"
                + "    f: |\n      a");
    var any =
        new PolicySource(
            "any.yml",
            "title: Any\ncorrelation: {type: event_count, rules: [r], timespan: 1m, condition:"
                + " {gte: 1}}");
    List<PolicySource> set = List.of(any, rule);
    List<JsonNode> events = List.of(JsonNodeFactory.instance.objectNode().put("f", "a"));

    assertThat(finds("rule.yml", set, events)).isTrue();
    assertThat(finds("any.yml", set, events))
        .as("the last line of what stands behind a text has its end")
        .isEqualTo(finds("any.yml", PolicyBundles.of(set).policies().subList(0, 1), events))
        .isFalse();
  }

  private static List<PolicyExplanation> explained(List<PolicySource> set, AuditEvent event) {
    return Explanations.together(List.of(set), event.getId(), List.of(event));
  }

  @Example
  void eachPolicyHasTheFiltersThatReachItAndNoOther() {
    PolicySource named = Rules.withSelection("{f: b}");
    named = new PolicySource("named.yml", "name: named\n" + named.text());
    PolicySource filter = filter("f.yml", "{s: {g: b}, condition: not s}");
    var idle = new PolicySource("idle.yml", filter.text().replace("rules: any", "rules: nobody"));
    var only = new PolicySource("only.yml", filter.text().replace("rules: any", "rules: named"));

    var bundles = PolicyBundles.of(List.of(RULE, named, filter, idle, only));

    assertThat(bundles.policies())
        .extracting(PolicySource::text)
        .containsExactly(
            RULE.text() + "---\n" + filter.text(),
            named.text() + "---\n" + filter.text() + "---\n" + only.text());
    assertThat(bundles.warnings())
        .extracting(PolicyProblem::toString)
        .containsExactly("idle.yml:3:17: no rule of these files has the name or id nobody");
  }

  @Example
  void aTextThatEndsAFileWithoutALineEndIsTheSameInTheSetAndPublished() {
    var rule =
        new PolicySource(
            "rule.yml",
            "title: R\nlogsource: {product: vendor}\ndetection:\n  condition: s\n  s:\n    f: |\n"
                + "      a");
    PolicySource filter = filter("f.yml", "{s: {g: b}, condition: not s}");
    var ofText =
        new PolicySource(
            "t.yml",
            "title: T\nlogsource: {product: vendor}\nfilter:\n  rules: any\n  condition: not s\n"
                + "  s:\n    f: |\n      a");
    var event = Matching.vendor("{\"f\":\"a\"}");

    assertThat(matchedTogetherAndPublished(event, rule)).containsExactly(true, true);
    assertThat(matchedTogetherAndPublished(event, rule, filter)).containsExactly(false, false);
    assertThat(matchedTogetherAndPublished(event, RULE, ofText)).containsExactly(true, true);
  }

  private static List<Boolean> matchedTogetherAndPublished(
      AuditEvent event, PolicySource... sources) {
    List<PolicySource> set = List.of(sources);
    return Stream.of(set, PolicyBundles.of(set).policies())
        .map(PolicyCompiler::compile)
        .map(book -> !new PolicySet(book).evaluate(event).matches().isEmpty())
        .toList();
  }

  @Example
  void aFilterMayUseLookupsThatPoliciesWhichItDoesNotReachLack() {
    PolicySource without = enveloped("a", "");
    PolicySource with = enveloped("b", "lookups: {robots: [r-1], nets: [192.0.2.0/24]}\n");
    PolicySource filter =
        new PolicySource(
            "f.yml",
            filter(
                    "f.yml",
                    "{s: {f|expand: '%robots%'}, t: {g|cidr|expand: '%nets%'},"
                        + " condition: not s and not t}")
                .text()
                .replace("rules: any", "rules: rule_b"));
    List<PolicySource> set = List.of(without, with, filter);

    assertThat(PolicyBundles.of(set).warnings()).isEmpty();
    assertThat(PolicyBundles.of(set).policies())
        .extracting(PolicySource::text)
        .containsExactly(without.text(), with.text() + "---\n" + filter.text());
    assertThat(PolicyCompiler.examine(set).errors()).isEmpty();
    assertThat(FileSet.among(set).apart())
        .allSatisfy(each -> assertThat(PolicyCompiler.examine(each).errors()).isEmpty());
    assertThat(PolicyCompiler.examine(List.of(without, filter)).warnings())
        .extracting(PolicyProblem::toString)
        .containsExactly("f.yml:3:17: no rule of these files has the name or id rule_b");
    var copy = new PolicySource("copy.yml", filter.text());
    assertThat(PolicyCompiler.examine(List.of(with, filter, copy)).errors()).isEmpty();
  }

  private static PolicySource enveloped(String id, String lines) {
    return new PolicySource(
        id + ".yml",
        """
        apiVersion: policy/v1
        id: %s
        version: 1
        owner: team
        %s---
        title: A rule
        name: rule_%s
        logsource: {product: vendor}
        detection: {s: {f: [a, b]}, condition: s}
        """
            .formatted(id, lines, id));
  }

  @Example
  void versionsOfOnePolicyAreBundledTogether() {
    PolicySource filter = filter("f.yml", "{s: {g: b}, condition: not s}");
    var other = new PolicySource("rule.yml", "other.yml", RULE.text() + "level: low\n");

    assertThat(PolicyBundles.of(List.of(RULE, other, filter)).policies())
        .allMatch(bundle -> bundle.text().endsWith("---\n" + filter.text()));
  }

  @Example
  void withoutFilesOfFiltersNothingChanges() {
    assertThat(PolicyBundles.of(List.of(RULE)).policies()).containsExactly(RULE);
  }

  @Example
  void filtersAloneAreNoPolicy() {
    PolicySource filter = filter("f.yml", "{s: {g: b}, condition: not s}");

    assertThatThrownBy(() -> PolicyBundles.of(List.of(filter)))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessage(
            "f.yml:1:1: filters are no policy: publish the rule together with its filters, as in"
                + " policy publish RULE FILTER");
    assertThatThrownBy(() -> PolicyBundles.of(List.of(RULE, filter("f.yml", "{condition: s}"))))
        .isInstanceOf(PolicyCompilationException.class)
        .hasMessageContaining("f.yml:3:");
  }

  private static PolicySource filter(String name, String detection) {
    return new PolicySource(
        name,
        "title: A filter\nlogsource: {product: vendor}\nfilter: {rules: any, "
            + detection.substring(1)
            + "\n");
  }

  @Provide
  Arbitrary<Meant> detections() {
    return RandomRules.detections();
  }

  @Provide
  Arbitrary<List<JsonNode>> eventLists() {
    return RandomRules.events().list();
  }
}
