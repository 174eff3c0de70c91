package io.sealstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.cli.reckoning.Match;
import io.sealstream.schemas.sample.Story;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final List<Story> STORIES =
      List.of(new Story("s", "acme", List.of("1", "2", "3"), List.of("2")));

  @Test
  void theTriggerOfEveryStoryAndNothingElse() {
    Judgement exact = Judgement.of(STORIES, Set.of(new Match("P", "2")));
    assertThat(exact.differences()).isEmpty();
    assertThat(exact.words()).isEqualTo("exactly those expected: 1");

    Judgement wrong = Judgement.of(STORIES, Set.of(new Match("P", "3")));
    assertThat(wrong.differences()).containsExactly("MISSING 2", "EXTRA 3");
    assertThat(wrong.words()).startsWith("NOT those expected");
  }
}
