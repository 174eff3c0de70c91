package io.sealstream.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.publish.PolicyStatement;
import io.sealstream.policy.publish.PolicyVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a version governs, and what it is called at a time. */
class GoverningSpanTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void eachVersionGovernsUpToTheNext() {
    List<GoverningSpan> spans =
        GoverningSpan.of(List.of(version("a", 1, 0), version("a", 2, 10), version("b", 1, 5)));

    assertThat(spans).extracting(GoverningSpan::until).containsExactly(at(10), null, null);
    assertThat(states(spans, 9)).containsExactly("in force", "scheduled", "in force");
    assertThat(states(spans, 10)).containsExactly("over", "in force", "in force");
    assertThat(open(spans, 9)).containsExactly(true, true, true);
    assertThat(open(spans, 10)).containsExactly(false, true, true);
  }

  @Test
  void nothingGovernsBeforeItsTime() {
    List<GoverningSpan> spans = GoverningSpan.of(List.of(version("a", 1, 5), version("a", 2, 10)));

    assertThat(states(spans, 4)).containsExactly("scheduled", "scheduled");
    assertThat(states(spans, 5)).containsExactly("in force", "scheduled");
  }

  @Test
  void aHigherVersionFromTheSameTimeOrEarlierLeavesNothingToGovern() {
    List<GoverningSpan> spans =
        GoverningSpan.of(List.of(version("a", 1, 20), version("a", 2, 10), version("a", 3, 10)));

    assertThat(spans).extracting(GoverningSpan::until).containsExactly(at(10), at(10), null);
    for (int second : List.of(0, 10, 30)) {
      assertThat(states(spans, second)).startsWith("never in force", "never in force");
      assertThat(open(spans, second)).containsExactly(false, false, true);
    }
    assertThat(states(spans, 0)).last().isEqualTo("scheduled");
    assertThat(states(spans, 10)).last().isEqualTo("in force");
  }

  @Test
  void theEarliestOfTheHigherVersionsEndsIt() {
    List<GoverningSpan> spans =
        GoverningSpan.of(List.of(version("a", 1, 0), version("a", 2, 20), version("a", 3, 10)));

    assertThat(spans).extracting(GoverningSpan::until).containsExactly(at(10), at(10), null);
    assertThat(states(spans, 15)).containsExactly("over", "never in force", "in force");
  }

  @Test
  void itIsToldWhole() {
    GoverningSpan span = GoverningSpan.of(List.of(version("a", 1, 0), version("a", 2, 10))).get(0);

    assertThat(span.text(at(0)))
        .isEqualTo(
            "a@1 in force from %s until %s, by alice, approved by bob: why (offset 1, hash)"
                .formatted(at(0), at(10)));
  }

  private static List<String> states(List<GoverningSpan> spans, int second) {
    return spans.stream().map(span -> span.json(at(second)).get("state").asText()).toList();
  }

  private static List<Boolean> open(List<GoverningSpan> spans, int second) {
    return spans.stream().map(span -> span.isOpen(at(second))).toList();
  }

  private static PolicyVersion version(String id, long version, int second) {
    var statement =
        new PolicyStatement(
            id, version, "a.yml", "title: x", "alice", "bob", "why", at(second), START);
    return new PolicyVersion(statement, "hash", START, version);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
