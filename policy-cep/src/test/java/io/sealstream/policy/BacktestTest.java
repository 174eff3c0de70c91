package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policies over history: what is decided, and that it is what the job's operators decide. */
class BacktestTest {
  private static final BacktestTime TEN_MINUTES =
      new BacktestTime(Duration.ofMinutes(10), CorrelatingHarness.LATENESS);
  private static final String RULE =
      """
      apiVersion: policy/v1
      id: an-export
      version: 7
      owner: o
      %s
      ---
      title: An export
      logsource: {product: app, service: files}
      detection: {s: {action: export_folder}, condition: s}
      """;
  private static final PolicySource SEQUENCE =
      new PolicySource(
          "sequence.yml",
          """
          apiVersion: policy/v1
          id: pattern
          version: 4
          title: A pattern
          owner: o
          severity: high
          tests: [{name: nothing, events: [{event: {action: login}}], expect: none}]
          sequence:
            by: [actor.id]
            within: 10m
            steps:
              - {id: read, rule: reads, times: 2}
              - {id: exported, rule: exports}
          """
              + Correlations.RULES);
  private static final PolicySource ABSENCE =
      new PolicySource(
          "absence.yml",
          """
          apiVersion: policy/v1
          id: no-read-after
          version: 1
          title: No read after an export
          owner: o
          severity: high
          tests: [{name: nothing, events: [{event: {action: login}}], expect: none}]
          absence:
            by: [actor.id]
            trigger: exports
            expected: reads
            order: after
            within: 10m
          """
              + Correlations.RULES);

  private final List<BacktestDecision> decisions = new ArrayList<>();

  @Test
  void eachKindOfPolicyDecides() {
    var counts =
        run(
            TEN_MINUTES,
            List.of(rule(""), Correlations.reads(2), SEQUENCE, ABSENCE),
            List.of(read("a", 1), read("b", 2), export("c", 3)));

    assertThat(decisions)
        .extracting(BacktestDecision::policyId)
        .containsExactlyInAnyOrder(
            "an-export",
            Correlations.ID,
            "correlation.yml", // its rule that no correlation refers to
            "pattern",
            "no-read-after");
    assertThat(of("pattern").eventIds()).containsExactly("a", "b", "c");
    assertThat(of("pattern").group()).isEqualTo(Map.of("actor.id", "u-1"));
    assertThat(of("pattern").version()).isEqualTo("4");
    assertThat(of("pattern").file()).isEqualTo("sequence.yml");
    assertThat(of("pattern").time()).isEqualTo(Reads.at(3));
    assertThat(of(Correlations.ID).eventIds()).containsExactly("a", "b");
    assertThat(of("no-read-after").eventIds()).containsExactly("c");
    assertThat(of("an-export").group()).isEmpty();
    assertThat(counts.events()).isEqualTo(3);
    assertThat(counts.tooLate()).isZero();
  }

  @Test
  void exceptionsSuppressAndShadowIsTold() {
    String exception =
        "exceptions: [{id: x, match: {actor.id: robot}, reason: r, approver: a, ticket: T-1,"
            + " expires: 2027-01-01T00:00:00Z}]";
    AuditEvent excepted = export("r", 1);
    excepted.getActor().setId("robot");
    run(TEN_MINUTES, List.of(rule(exception)), List.of(excepted, export("b", 2)));
    assertThat(decisions)
        .extracting(BacktestDecision::outcome, BacktestDecision::anchor)
        .containsExactly(tuple(Outcome.SUPPRESSED, "r"), tuple(Outcome.VIOLATION, "b"));

    decisions.clear();
    var shadow =
        new PolicySource("s.yml", SEQUENCE.text().replace("owner: o", "owner: o\nmode: shadow"));
    run(
        TEN_MINUTES,
        List.of(rule("mode: shadow"), shadow),
        List.of(read("a", 1), read("b", 2), export("c", 3)));
    assertThat(decisions)
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.outcome()).isEqualTo(Outcome.SHADOW));
  }

  @Test
  void whatTheJobWouldDropIsDroppedAndCounted() {
    List<AuditEvent> events = List.of(read("a", 1), export("c", 1_000), read("b", 2));
    var counts = run(TEN_MINUTES, List.of(SEQUENCE), events);
    assertThat(counts.tooLate()).isEqualTo(1);
    assertThat(decisions).isEmpty();

    counts = run(TEN_MINUTES, List.of(Correlations.reads(2)), events);
    assertThat(counts.late()).as("within the lateness of the correlation").isEqualTo(1);
    assertThat(decisions).extracting(BacktestDecision::policyId).contains(Correlations.ID);

    counts =
        run(TEN_MINUTES, List.of(Correlations.reads(2)), List.of(export("c", 9_000), read("a", 1)));
    assertThat(counts.tooLate()).as("any event moves the watermark").isEqualTo(1);
    counts =
        run(
            TEN_MINUTES,
            List.of(Correlations.reads(2)),
            List.of(read("n", 9_000), read("a", 1), read("b", 2)));
    assertThat(counts.tooLate()).isEqualTo(2);
  }

  @Test
  void aGroupHasOneViolationInItsStretchOfTime() {
    var many = new ArrayList<AuditEvent>();
    for (int i = 0; i < 500; i++) {
      many.add(read("e" + i, i * 10L));
    }
    run(TEN_MINUTES, List.of(Correlations.reads(2)), many);
    assertThat(decisions).extracting(BacktestDecision::id).doesNotHaveDuplicates().hasSize(9);
  }

  @Test
  void tenantsShareNoGroup() {
    AuditEvent theirs = Reads.ofTenant("globex", read("b", 2));
    AuditEvent export = Reads.ofTenant("globex", export("c", 3));
    run(
        TEN_MINUTES,
        List.of(Correlations.reads(2), SEQUENCE),
        List.of(read("a", 1), theirs, export));
    assertThat(decisions).extracting(BacktestDecision::policyId).containsOnly("correlation.yml");
  }

  @Test
  void whatTheWindowsNeedIsHeldAndNoMore() {
    var book = PolicyCompiler.compile(List.of(Correlations.reads(2), SEQUENCE, ABSENCE));
    try (var backtest = new Backtest(book, TEN_MINUTES, decisions::add)) {
      for (int i = 0; i < 2_000; i++) {
        backtest.add(i % 3 == 0 ? export("e" + i, i * 60L) : read("e" + i, i * 60L, "u-" + i));
        assertThat(backtest.held()).isLessThan(400);
      }
      assertThat(backtest.held()).isPositive();
      backtest.end();
      assertThat(backtest.held()).isZero();
    }
  }

  @Test
  void violationsAreThoseOfTheJobsOperators() throws Exception {
    var events = new ArrayList<AuditEvent>();
    for (int i = 0; i < 400; i++) {
      String actor = "u-" + i % 7;
      AuditEvent event = i % 5 == 3 ? export("e" + i, i * 40L) : read("e" + i, i * 40L, actor);
      event.getActor().setId(actor);
      events.add(event);
    }
    compare(List.of(Correlations.reads(3), SEQUENCE, ABSENCE), events, 10);
  }

  /** The whole library over recorded attacks; both sides in the order of time. */
  @Test
  void theLibraryOverRecordedAttacksIsWhatTheJobFinds() throws Exception {
    List<AuditEvent> events = recordedAttacks();
    int found = compare(StarterLibrary.sources(), events, 10);
    assertThat(decisions.stream().filter(d -> d.file().startsWith("aws/")))
        .as("as many as StratusCoverageTest counts alerts")
        .hasSize(46);
    System.out.printf(
        "%d decisions over %d recorded events, %d of policies over several events%n",
        decisions.size(), events.size(), found);
  }

  private int compare(List<PolicySource> sources, List<AuditEvent> events, int atLeast)
      throws Exception {
    run(TEN_MINUTES, sources, events);
    List<String> ids =
        decisions.stream()
            .filter(each -> each.outcome() == Outcome.VIOLATION)
            .filter(each -> !ofOneEvent(sources).contains(each.policyId()))
            .map(BacktestDecision::id)
            .toList();
    try (var harness = CorrelatingHarness.open(sources.toArray(PolicySource[]::new))) {
      harness.feed(events.toArray(AuditEvent[]::new));
      harness.end();
      assertThat(ids)
          .hasSizeGreaterThanOrEqualTo(atLeast)
          .containsExactlyInAnyOrderElementsOf(
              harness.violations().stream().map(Violation::getId).toList());
    }
    return ids.size();
  }

  private static List<String> ofOneEvent(List<PolicySource> sources) {
    return PolicyCompiler.compile(sources).policies().stream().map(CompiledPolicy::id).toList();
  }

  private static List<AuditEvent> recordedAttacks() {
    var events = new ArrayList<AuditEvent>();
    for (JsonNode line : DetectionPack.orSkip().events("stratus-red-team-cloudtrail")) {
      JsonNode original = line.get("event");
      AuditEvent event =
          Events.vendor(
              line.get("id").asText(),
              new LogSource("aws", "cloudtrail", null),
              original.toString());
      event.setTime(Instant.parse(original.get("eventTime").asText()));
      events.add(event);
    }
    events.sort(Comparator.comparing(AuditEvent::getTime));
    return events;
  }

  private BacktestDecision of(String policy) {
    return decisions.stream().filter(d -> d.policyId().equals(policy)).findFirst().orElseThrow();
  }

  private static PolicySource rule(String more) {
    return new PolicySource("rule.yml", RULE.formatted(more));
  }

  private BacktestCounts run(
      BacktestTime time, List<PolicySource> sources, List<AuditEvent> events) {
    decisions.clear();
    try (var backtest = new Backtest(PolicyCompiler.compile(sources), time, decisions::add)) {
      events.forEach(backtest::add);
      backtest.end();
      return backtest.counts();
    }
  }
}
