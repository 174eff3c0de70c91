package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.BenchPattern.Kind;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the benchmark of patterns compares finds the same. */
class BenchPatternsTest {
  private static final List<AuditEvent> EVENTS = BenchEvents.inOrder();

  @Test
  void flinksOperatorsAndOursFindTheSame() throws Exception {
    List<BenchPattern> patterns = BenchPattern.of(9);

    var alerts = PatternAgreement.demand(patterns, EVENTS.subList(1 << 15, 3 << 14));

    var found = alerts.stream().map(Alert::pattern).collect(Collectors.toSet());
    for (Kind kind : Kind.values()) {
      assertThat(patterns)
          .as("%s", kind)
          .filteredOn(pattern -> pattern.kind() == kind)
          .anyMatch(pattern -> found.contains(pattern.id()));
    }
  }

  @Test
  void aDifferenceIsTold() throws Exception {
    List<AuditEvent> backwards = new ArrayList<>(EVENTS.subList(0, 1 << 13));
    Collections.reverse(backwards);

    assertThatThrownBy(() -> PatternAgreement.demand(BenchPattern.of(3), backwards))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only ours");
  }

  @Test
  void aboutTwoEventsInAHundredHit() {
    var set = new PolicySet(PolicyCompiler.compile(BenchPattern.sources(BenchPattern.of(50))));

    long hit = EVENTS.stream().filter(event -> !set.evaluate(event).memberHits().isEmpty()).count();

    assertThat(hit / (double) EVENTS.size()).isBetween(0.01, 0.04);
  }
}
