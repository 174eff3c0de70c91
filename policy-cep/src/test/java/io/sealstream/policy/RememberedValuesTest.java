package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What one event leaves behind in the index does not decide about another. */
class RememberedValuesTest {

  @Test
  void aTextThatReadsLikeANumberIsNone() {
    PolicySet rule = rule("{f: 1}");

    assertThat(hits(rule, "\"1.0\"")).isFalse();
    assertThat(hits(rule, "1.0")).isTrue();
    assertThat(hits(rule, "\"1.0\"")).isFalse();
  }

  @Test
  void moreValuesThanAreRemembered() {
    PolicySet rule = rule("{f|endswith: 77}");

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        assertThat(hits(rule, "\"value-" + i + "\"")).isEqualTo(i % 100 == 77);
      }
    }
  }

  @Test
  void textsOfOneHashCode() {
    PolicySet rule = rule("{f: AaBB}");

    assertThat("AaBB".hashCode()).isEqualTo("BBAa".hashCode());
    assertThat(hits(rule, "\"BBAa\"")).isFalse();
    assertThat(hits(rule, "\"AaBB\"")).isTrue();
    assertThat(hits(rule, "\"BBAa\"")).isFalse();
  }

  private static PolicySet rule(String selection) {
    return new PolicySet(PolicyCompiler.compile(List.of(Rules.withSelection(selection))));
  }

  private static boolean hits(PolicySet rule, String value) {
    return !rule.evaluate(Matching.vendor("{\"f\": " + value + "}")).matches().isEmpty();
  }
}
