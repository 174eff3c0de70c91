package io.sealstream.policy.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Patterns with wildcards match what the naive ones do. */
class GlobTest {

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void wildcardsMatchAsTheNaiveOnesDo(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    assertThat(new Glob(SigmaString.parse(pattern)).matches(text))
        .isEqualTo(NaiveGlob.likeCased(pattern, text));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('x', 'y', '*', '?', '\\').ofMaxLength(6);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars('x', 'y', '*', '?', '\\').ofMaxLength(6);
  }
}
