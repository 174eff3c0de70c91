package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.RandomRules.Meant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** The matcher, with its index over many rules, decides as the naive one does rule by rule. */
class NaiveMatchingTest {
  private static final List<String> COPIES = List.of("one-", "other-");

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void theMatcherDecidesAsTheNaiveOne(
      @ForAll("rules") @Size(min = 1, max = 6) List<Meant> rules,
      @ForAll("eventLists") @Size(min = 1, max = 4) List<JsonNode> events) {
    var sources = new ArrayList<PolicySource>();
    // Two policies of each: what they share must be found as both.
    for (String copy : COPIES) {
      for (int i = 0; i < rules.size(); i++) {
        sources.add(
            new PolicySource(copy + name(i), Rules.withDetection(rules.get(i).text()).text()));
      }
    }
    var policies = new PolicySet(PolicyCompiler.compile(sources));
    // Twice: what one event leaves behind must not change what another, or itself, is.
    for (JsonNode event : twice(events)) {
      List<String> expected = expected(rules, event);
      Statistics.label("a rule matches").collect(!expected.isEmpty());

      assertThat(policies.evaluate(Matching.vendor(event.toString())).matches())
          .extracting(CompiledPolicy::id)
          .containsExactlyElementsOf(
              COPIES.stream().flatMap(copy -> expected.stream().map(copy::concat)).toList());
    }
  }

  private static List<String> expected(List<Meant> rules, JsonNode event) {
    return IntStream.range(0, rules.size())
        .filter(i -> rules.get(i).holds().test(event))
        .mapToObj(NaiveMatchingTest::name)
        .toList();
  }

  private static List<JsonNode> twice(List<JsonNode> events) {
    return Stream.concat(events.stream(), events.stream()).toList();
  }

  private static String name(int rule) {
    return "rule-" + rule + ".yml";
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void whatIsCertainOfARuleIsSoForEveryEvent(
      @ForAll("rule") Meant rule, @ForAll("events") JsonNode event) {
    PolicyFindings findings = PolicyCompiler.examine(List.of(Rules.withDetection(rule.text())));
    boolean never = says(findings, "no event can match");
    boolean always = says(findings, "every event of the log source matches");
    Statistics.label("certain").collect(never ? "never" : always ? "always" : "open");

    assertThat(never && rule.holds().test(event)).isFalse();
    assertThat(always && !rule.holds().test(event)).isFalse();
  }

  private static boolean says(PolicyFindings findings, String start) {
    return findings.warnings().stream().anyMatch(w -> w.message().startsWith(start));
  }

  @Provide
  Arbitrary<Meant> rule() {
    return RandomRules.detections();
  }

  @Provide
  Arbitrary<List<Meant>> rules() {
    return RandomRules.detections().list();
  }

  @Provide
  Arbitrary<JsonNode> events() {
    return RandomRules.events();
  }

  @Provide
  Arbitrary<List<JsonNode>> eventLists() {
    return RandomRules.events().list();
  }
}
