package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.RandomRules.Meant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** The matcher, with its index over many rules, decides as the naive one does rule by rule. */
class NaiveMatchingTest {

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void theMatcherDecidesAsTheNaiveOne(
      @ForAll("rules") @Size(min = 1, max = 6) List<Meant> rules,
      @ForAll("events") JsonNode event) {
    var sources = new ArrayList<PolicySource>();
    var expected = new ArrayList<String>();
    for (int i = 0; i < rules.size(); i++) {
      String name = "rule-" + i + ".yml";
      String text = Rules.withDetection(rules.get(i).text()).text();
      sources.add(new PolicySource(name, text));
      if (rules.get(i).holds().test(event)) {
        expected.add(name);
      }
    }
    Statistics.label("a rule matches").collect(!expected.isEmpty());

    var policies = new PolicySet(PolicyCompiler.compile(sources));
    assertThat(policies.evaluate(Matching.vendor(event.toString())).matches())
        .extracting(CompiledPolicy::id)
        .containsExactlyElementsOf(expected);
  }

  @Provide
  Arbitrary<List<Meant>> rules() {
    return RandomRules.detections().list();
  }

  @Provide
  Arbitrary<JsonNode> events() {
    return RandomRules.events();
  }
}
