package io.sealstream.cli.demo;

import io.sealstream.cli.reckoning.ExpectedMatches;
import io.sealstream.cli.reckoning.Match;
import java.util.List;
import java.util.Set;

/**
 * Whether the violations are those that there must be.
 *
 * @param words for people
 * @param differences one line for each violation that is missing or extra
 */
record Judgement(String words, List<String> differences) {
  Judgement {
    differences = List.copyOf(differences);
  }

  /** Nobody knows what there must be. */
  static Judgement unknown() {
    return new Judgement("not compared: --expected names what must be found", List.of());
  }

  /** Compares policies and events. */
  static Judgement of(ExpectedMatches expected, Set<Match> found) {
    List<String> differences = expected.differences(found);
    String words = differences.isEmpty() ? "exactly those expected: %d" : "NOT those expected: %d";
    return new Judgement(words.formatted(expected.matches().size()), differences);
  }
}
