package io.sealstream.cli.demo;

import io.sealstream.cli.reckoning.ExpectedMatches;
import io.sealstream.cli.reckoning.Match;
import io.sealstream.schemas.sample.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
    return judge(expected.matches().size(), expected.differences(found));
  }

  /** Every story's trigger must be found, and no other event. */
  static Judgement of(List<Story> stories, Set<Match> found) {
    Set<String> told =
        stories.stream()
            .flatMap(story -> story.triggerIds().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> caught =
        found.stream().map(Match::eventId).collect(Collectors.toCollection(TreeSet::new));
    List<String> lines = new ArrayList<>();
    told.stream().filter(id -> !caught.contains(id)).forEach(id -> lines.add("MISSING " + id));
    caught.stream().filter(id -> !told.contains(id)).forEach(id -> lines.add("EXTRA " + id));
    return judge(told.size(), lines);
  }

  private static Judgement judge(int expected, List<String> differences) {
    return new Judgement(
        (differences.isEmpty() ? "exactly those expected: %d" : "NOT those expected: %d")
            .formatted(expected),
        differences);
  }
}
