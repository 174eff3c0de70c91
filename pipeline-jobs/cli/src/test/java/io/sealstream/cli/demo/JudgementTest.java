package io.sealstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.reckoning.ExpectedMatches;
import io.sealstream.cli.reckoning.Match;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final ExpectedMatches EXPECTED = new ExpectedMatches(Set.of(new Match("P", "2")));

  @Test
  void theRightPolicyOnTheRightEventAndNothingElse() {
    Judgement exact = Judgement.of(EXPECTED, Set.of(new Match("P", "2")));
    assertThat(exact.differences()).isEmpty();
    assertThat(exact.words()).isEqualTo("exactly those expected: 1");

    Judgement otherPolicy = Judgement.of(EXPECTED, Set.of(new Match("Q", "2")));
    assertThat(otherPolicy.differences()).hasSize(2);
    assertThat(otherPolicy.words()).isEqualTo("NOT those expected: 1");
  }

  @Test
  void whatNobodyKnowsIsNotCalledExpected() {
    assertThat(Judgement.unknown().words()).startsWith("not compared");
  }
}
