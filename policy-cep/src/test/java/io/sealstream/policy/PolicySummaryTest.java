package io.sealstream.policy;

import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Position;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("before each checkpoint the log says what policies evaluated, and metrics say it too")
class PolicySummaryTest {
  private static final PolicySource READS = policy("reads", "enforce", "read_record");
  private static final PolicySource SHADOW = policy("shadow", "shadow", "read_record");
  private static final PolicySource NEVER = policy("never", "enforce", "no_such_thing");
  private static final PolicySource OFF = policy("off", "disabled", "read_record");
  private static final PolicySource OTHERS =
      new PolicySource(
          "others.yml",
          """
          title: Of another log source
          id: others
          logsource: {product: elsewhere}
          detection: {s: {action: read_record}, condition: s}
          """);
  private static final PolicySource MANY =
      new PolicySource(
          "many.yml",
          """
          title: Many reads
          id: many
          correlation: {type: event_count, rules: [r], group-by: [actor.id], timespan: 1m, condition: {gte: 2}}
          ---
          title: Record read
          name: r
          logsource: {product: app}
          detection: {s: {action: read_record}, condition: s}
          """);

  private static PolicySource policy(String id, String mode, String action) {
    return new PolicySource(
        id + ".yml",
        """
        apiVersion: policy/v1
        id: %s
        version: 2
        owner: o
        mode: %s
        tenants: {except: [stranger]}
        tests: [{name: found, events: [{event: {action: %s}}], expect: {violations: any}}]
        exceptions:
          - {id: ex-1, match: {actor.id: u-2}, reason: r, approver: a@example.com, ticket: T-1, expires: 2026-12-31T00:00:00Z}
        ---
        title: Record read
        logsource: {product: app}
        detection: {s: {action: %s}, condition: s}
        """
            .formatted(id, mode, action, action));
  }

  private static List<Decision> summaries(CorrelatingHarness harness) {
    return harness.log().stream()
        .filter(each -> each.getOutcome() == DecisionOutcome.SUMMARY)
        .toList();
  }

  private static void feed(CorrelatingHarness harness) throws Exception {
    AuditEvent elsewhere = read("e-4", 3);
    elsewhere.setLogSource(new LogSource("app2", null, null));
    harness.feed(
        read("e-1", 0),
        read("e-2", 1, "u-2"),
        Reads.export("e-3", 2),
        elsewhere,
        Reads.ofTenant("stranger", read("e-5", 4)));
  }

  @Test
  void aSummaryCountsWhatThePolicyLookedAtAndFound() throws Exception {
    try (var harness = CorrelatingHarness.open(READS, SHADOW, NEVER, OFF, OTHERS, MANY)) {
      feed(harness);
      harness.barrier(7);

      assertThat(summaries(harness))
          .extracting(
              Decision::getTenantId,
              Decision::getPolicyId,
              Decision::getPolicyVersion,
              Decision::getEpoch,
              Decision::getCounts)
          .as("nothing of a disabled policy, nor of one of another log source")
          .containsExactly(
              tuple("acme", "many", "1", 7L, Map.of("evaluated", 3L, "hits", 2L)),
              tuple("stranger", "many", "1", 7L, Map.of("evaluated", 1L, "hits", 1L)),
              tuple("acme", "never", "2", 7L, Map.of("evaluated", 3L)),
              tuple(
                  "acme",
                  "reads",
                  "2",
                  7L,
                  Map.of("evaluated", 3L, "hits", 2L, "violations", 1L, "suppressed", 1L)),
              tuple(
                  "acme",
                  "shadow",
                  "2",
                  7L,
                  Map.of("evaluated", 3L, "hits", 2L, "shadow", 1L, "suppressed", 1L)),
              tuple("acme", "many", "1", 7L, Map.of("correlated", 2L)),
              tuple("stranger", "many", "1", 7L, Map.of("correlated", 1L)));
      assertThat(summaries(harness)).extracting(Decision::getId).doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("what came of hits is told by correlating, also of those that the watermark decides")
  void aSummarySaysWhatCameOfHits() throws Exception {
    PolicySource few =
        new PolicySource("few.yml", MANY.text().replace("many", "few").replace("gte", "lte"));
    try (var harness = CorrelatingHarness.open(MANY, few)) {
      harness.feed(read("e-1", 0), read("e-2", 5), read("e-3", 6));
      harness.barrier(1);
      harness.barrier(2);
      harness.end();

      assertThat(summaries(harness))
          .filteredOn(each -> !each.getCounts().containsKey("evaluated"))
          .extracting(Decision::getPolicyId, Decision::getEpoch, Decision::getCounts)
          .containsExactly(
              tuple("few", 1L, Map.of("correlated", 3L)),
              tuple("many", 1L, Map.of("correlated", 3L, "violations", 1L, "deduplicated", 1L)),
              tuple("few", null, Map.of("violations", 1L, "deduplicated", 1L)));
    }
  }

  @Test
  void eachSummaryHasWhatCameSinceTheOneBefore() throws Exception {
    try (var harness = CorrelatingHarness.open(READS)) {
      harness.barrier(1);
      assertThat(summaries(harness)).as("nothing came yet").isEmpty();
      harness.feed(read("e-1", 0), read("e-2", 1));
      harness.barrier(2);
      harness.barrier(3);
      harness.feed(read("e-3", 2));
      harness.endOfEvents();

      assertThat(summaries(harness))
          .extracting(
              Decision::getEpoch, each -> each.getCounts().get("evaluated"), Decision::getPositions)
          .as("the last of them at the end, before no checkpoint")
          .containsExactly(
              tuple(2L, 2L, List.of(at(0), at(2))), tuple(null, 1L, List.of(at(2), at(3))));
      assertThat(summaries(harness)).extracting(Decision::getId).doesNotHaveDuplicates();
    }
  }

  private static Position at(long offset) {
    return new Position("audit.events", 3, offset);
  }

  @Test
  @DisplayName("the same offsets give the same id, whatever the checkpoint's number and the time")
  void aSummarysIdIsOfWhatItCounts() throws Exception {
    List<Decision> first = summariesOf(2, 5, MANY);
    List<Decision> again = summariesOf(2, 9, MANY);
    List<Decision> more = summariesOf(3, 5, MANY);

    assertThat(again.get(0).getId()).isEqualTo(first.get(0).getId());
    assertThat(more.get(0).getId()).as("another offset").isNotEqualTo(first.get(0).getId());
    assertThat(again.get(1).getId())
        .as("correlating has no offsets: of another checkpoint it is another summary")
        .isNotEqualTo(first.get(1).getId());
  }

  /** Of a run over so many events: one of matching, one of correlating. */
  private static List<Decision> summariesOf(int events, long checkpoint, PolicySource policy)
      throws Exception {
    try (var harness = CorrelatingHarness.open(policy)) {
      for (int i = 0; i < events; i++) {
        harness.feed(read("e-" + i, i));
      }
      harness.barrier(checkpoint);
      assertThat(summaries(harness)).hasSize(2);
      return summaries(harness);
    }
  }

  @Test
  @DisplayName("of more tenants than are told apart every event is counted, under no customer")
  void moreTenantsThanAreKeptAreCountedAllTheSame() throws Exception {
    try (var harness = CorrelatingHarness.open(READS)) {
      int tenants = Tallies.MOST_ROWS + 50;
      for (int i = 0; i < tenants; i++) {
        harness.feed(Reads.ofTenant("t" + i, Reads.export("e-" + i, i)));
      }
      harness.barrier(1);
      List<Decision> all = summaries(harness);
      assertThat(all).hasSize(Tallies.MOST_ROWS + 1);
      assertThat(all)
          .filteredOn(each -> each.getTenantId().equals("_sealstream"))
          .extracting(Decision::getCounts)
          .containsExactly(Map.of("evaluated", 50L));
      assertThat(all.stream().mapToLong(each -> each.getCounts().get("evaluated")).sum())
          .isEqualTo(tenants);
    }
  }

  @Test
  void moreLogSourcesThanAreKeptAreCountedAllTheSame() throws Exception {
    try (var harness = CorrelatingHarness.open(READS)) {
      for (int i = 0; i < 10_050; i++) {
        AuditEvent event = Reads.export("e-" + i, i);
        event.setLogSource(new LogSource("app", "s-" + i, null));
        harness.feed(event);
      }
      harness.barrier(1);
      assertThat(summaries(harness))
          .extracting(Decision::getCounts)
          .containsExactly(Map.of("evaluated", 10_050L));
    }
  }

  @Test
  void metricsOfMatchingAreByPolicyFromItsFirstHitOn() throws Exception {
    try (var harness = CorrelatingHarness.open(READS, NEVER, MANY)) {
      NamedCounters metrics = harness.metricsOfMatching();
      feed(harness);
      assertThat(metrics.count("policy.reads.numEventsHit")).isEqualTo(2);
      assertThat(metrics.count("policy.many.numEventsHit")).isEqualTo(3);
      assertThat(metrics.gauge("policy.reads.lastFiredMs"))
          .as("what an exception holds back has not fired")
          .isEqualTo(Reads.at(0).toEpochMilli());
      harness.barrier(1);
      assertThat(metrics.count("policy.reads.numEventsEvaluated")).isEqualTo(3);
      assertThat(metrics.counts().keySet()).noneMatch(name -> name.contains("never"));
    }
  }

  @Test
  void oneEventInSoManyIsTimedAndPoliciesTakeTurns() throws Exception {
    try (var harness = CorrelatingHarness.open(READS, NEVER, OTHERS, MANY)) {
      for (int i = 0; i < 3 * 1_024; i++) {
        harness.feed(i < 10 ? read("e-" + i, i) : Reads.export("e-" + i, i));
      }
      NamedCounters metrics = harness.metricsOfMatching();
      assertThat(metrics.samples("matchNanos")).isEqualTo(3);
      assertThat(metrics.gauge("policy.reads.meanMatchNanos")).isPositive();
      assertThat(metrics.gauge("policy.many.meanMatchNanos")).isPositive();
    }
  }

  @Test
  void metricsOfCorrelatingSayWhatIsHeldAndWhenItFired() throws Exception {
    try (var harness = CorrelatingHarness.open(MANY)) {
      harness.feed(read("e-1", 0), read("e-2", 5), read("e-3", 6, "u-2"));
      NamedCounters metrics = harness.metrics();
      assertThat(metrics.count("policy.many.numHits")).isEqualTo(3);
      assertThat(metrics.gauge("policy.many.hitsHeld")).isEqualTo(3);
      assertThat(metrics.gauge("policy.many.lastFiredMs")).isEqualTo(Reads.at(5).toEpochMilli());
      harness.watermark(3_600);
      assertThat(metrics.gauge("policy.many.hitsHeld")).isZero();
    }
  }

  @Test
  void whatWaitsForASequenceIsHeldToo() throws Exception {
    String steps = "[{id: one, rule: reads}, {id: two, rule: exports}]";
    var policy =
        CorrelatePatternTest.file(
            "sequence: {by: [actor.id], within: 10m, steps: " + steps + "}\n");
    try (var harness = CorrelatingHarness.open(policy)) {
      harness.feed(read("e-1", 0), read("e-2", 5));
      harness.watermark(60);
      assertThat(harness.metrics().gauge("policy.pattern.hitsHeld")).isEqualTo(2);
      harness.watermark(3_600);
      assertThat(harness.metrics().gauge("policy.pattern.hitsHeld")).isZero();
    }
  }
}
