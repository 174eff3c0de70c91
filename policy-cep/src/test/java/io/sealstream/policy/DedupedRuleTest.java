package io.sealstream.policy;

import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.policy.ViolationId.Bucket;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a rule over single events with a dedup: one violation per group and window")
class DedupedRuleTest {
  private static final long HOUR = 3600;
  private static final String BY_ACTOR = "dedup: {by: [who], window: 1h}\n";
  private static final String TEST =
      "tests: [{name: a, events: [{event: {action: read_record}}], expect: {violations: 1}}]\n";
  private static final String RULE =
      """
      ---
      title: A read
      name: reads
      logsource: {product: app, service: files}
      detection: {s: {action: read_record}, condition: s}
      """;

  private static PolicySource file(String lines) {
    return file(lines + TEST, RULE);
  }

  private static PolicySource file(String lines, String rule) {
    return new PolicySource(
        "p.yml",
        "apiVersion: policy/v1\nid: reads\nversion: 2\nowner: team\nfields: {who: actor.id}\n"
            + lines
            + rule);
  }

  @Test
  void aGroupIsToldOnceInEachWindowWhenItsFirstEventComes() throws Exception {
    try (var harness = CorrelatingHarness.open(file(BY_ACTOR))) {
      harness.feed(read("a", 10, "u-1"), read("b", 5, "u-1"), read("c", 11, "u-2"));
      harness.feed(read("d", HOUR, "u-1"));

      assertThat(harness.violationsOfEvents()).isEmpty();
      assertThat(harness.violations())
          .as("before any watermark")
          .extracting(Violation::getAnchor, Violation::getEventIds, Violation::getGroup)
          .containsExactly(
              tuple("a", List.of("a"), Map.of("who", "u-1")),
              tuple("c", List.of("c"), Map.of("who", "u-2")),
              tuple("d", List.of("d"), Map.of("who", "u-1")));
      assertThat(harness.violations().get(0).getId())
          .isEqualTo(
              ViolationId.inBucket(
                  "acme",
                  "reads",
                  "2",
                  Map.of("who", "u-1"),
                  Bucket.of(Reads.at(10).toEpochMilli(), HOUR * 1000)));
      assertThat(harness.count("numMatchesDeduplicated")).isEqualTo(1);
      assertThat(harness.count("numHits")).isEqualTo(4);
      assertThat(harness.decisions())
          .extracting(Decision::getAnchor)
          .containsExactly("a", "c", "d");
    }
  }

  @Test
  void eventsOneMillisecondApartMayBeOfTwoWindowsAndNameNoOther() throws Exception {
    AuditEvent last = read("last", 0, "u-1");
    last.setTime(Reads.at(HOUR).minusMillis(1));
    try (var harness = CorrelatingHarness.open(file(BY_ACTOR))) {
      harness.feed(last, read("first", HOUR, "u-1"));

      assertThat(harness.violations())
          .extracting(Violation::getEventIds)
          .containsExactly(List.of("last"), List.of("first"));
    }
  }

  @Test
  void withoutByATenantIsOneGroup() throws Exception {
    try (var harness = CorrelatingHarness.open(file("dedup: {window: 1h}\n"))) {
      harness.feed(read("a", 1, "u-1"), read("b", 2, "u-2"));
      harness.feed(Reads.ofTenant("globex", read("c", 3, "u-1")));

      assertThat(harness.violations())
          .extracting(Violation::getAnchor, Violation::getTenantId, Violation::getGroup)
          .containsExactly(tuple("a", "acme", Map.of()), tuple("c", "globex", Map.of()));
    }
  }

  @Test
  void eventsThatLackTheFieldAreToldAsAGroupOfTheirOwn() throws Exception {
    try (var harness =
        CorrelatingHarness.open(file("dedup: {by: [who, labels.team], window: 1h}\n"))) {
      AuditEvent teamed = read("b", 2, "u-1");
      teamed.setLabels(Map.of("team", "blue"));
      harness.feed(read("a", 1, "u-1"), teamed, read("c", 3, "u-1"));

      assertThat(harness.violations())
          .extracting(Violation::getAnchor, Violation::getGroup)
          .containsExactly(
              tuple("a", Map.of("who", "u-1", "labels.team", "")),
              tuple("b", Map.of("who", "u-1", "labels.team", "blue")));
    }
  }

  @Test
  void aFieldThatOnlyOneViewOfTheEventHasIsNotLacking() {
    // Over the vendor's JSON the rule's field is actor.id as well; that one lacks it.
    var vendor = new LogSource("app", "files", null);
    String any = RULE.replace("{product: app, service: files}", "{service: files}");
    var policies = new PolicySet(PolicyCompiler.compile(List.of(file(BY_ACTOR + TEST, any))));
    MemberHit hit =
        policies
            .evaluate(Events.vendor("e", vendor, "{\"action\":\"read_record\"}"))
            .memberHits()
            .get(0);
    MemberHit lacking = new MemberHit(hit.policy(), 1, List.of(List.of()));

    for (MemberHit both : List.of(hit.and(lacking), lacking.and(hit))) {
      assertThat(both.of(Events.decoded(Events.own("e"))).values()).containsExactly(List.of("u-1"));
    }
    assertThat(lacking.of(Events.decoded(Events.own("e"))).values()).containsExactly(List.of(""));
  }

  @Test
  void anEventBehindTheLatenessIsToldUnderTheSameId() throws Exception {
    try (var harness = CorrelatingHarness.open(file(BY_ACTOR))) {
      harness.feed(read("a", 1, "u-1"));
      harness.watermark(3 * HOUR);
      assertThat(harness.stateEntries()).as("nothing is held of a window that passed").isZero();
      harness.feed(read("b", 2, "u-1"), read("c", 3, "u-1"));

      assertThat(harness.anchors()).containsExactly("a", "b");
      assertThat(harness.violations())
          .extracting(Violation::getId)
          .containsOnly(harness.violations().get(0).getId());
      assertThat(harness.count("numHitsTooLate")).isZero();
      assertThat(harness.count("numHitsLate")).isEqualTo(2);
      harness.watermark(4 * HOUR);
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Test
  void ofEventsNothingIsHeldButThatTheirGroupWasTold() throws Exception {
    try (var harness = CorrelatingHarness.open(file(BY_ACTOR))) {
      for (int i = 0; i < 50; i++) {
        harness.feed(read("e-" + i, i, "u-1"));
      }

      assertThat(harness.stateEntries()).isEqualTo(1);
      assertThat(harness.timers()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dedup: {window: 1m}\n",
        "dedup: {by: [who], window: 1m}\n",
        "dedup: {by: [who, actor.roles], window: 90s}\n"
      })
  void everyOrderGivesTheSameIdsEachOnce(String dedup) throws Exception {
    PolicySource policy = file(dedup);
    var random = new Random(11);
    var events = new ArrayList<AuditEvent>();
    for (int i = 0; i < 60; i++) {
      AuditEvent event = read("e-" + i, random.nextInt(300), "u-" + random.nextInt(3));
      events.add(random.nextInt(3) == 0 ? Reads.withRoles(event) : event);
    }
    Set<String> expected = OverARestore.ids(policy, events, OptionalLong.of(150));
    assertThat(expected).hasSizeGreaterThan(4);
    for (int order = 0; order < 25; order++) {
      Collections.shuffle(events, random);
      assertThat(OverARestore.ids(policy, events, OptionalLong.of(150))).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}: {1} violations, {2} shadow, {3} suppressed")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          mode: enforce                             ~ 1 ~ 0 ~ 0
          mode: shadow                              ~ 0 ~ 1 ~ 0
          mode: disabled                            ~ 0 ~ 0 ~ 0
          tenants: [globex]                         ~ 0 ~ 0 ~ 0
          effectiveFrom: '2026-03-01T02:00:02Z'     ~ 1 ~ 0 ~ 0
          effectiveFrom: '2026-03-01T02:00:03Z'     ~ 0 ~ 0 ~ 0
          exceptions: [{id: x, match: {actor.id: u-1}, reason: r, approver: a, ticket: T-1, expires: 2027-01-01T00:00:00Z}] ~ 0 ~ 0 ~ 2
          exceptions: [{id: x, match: {actor.id: u-1}, reason: r, approver: a, ticket: T-1, expires: 2026-03-01T02:00:02Z}] ~ 1 ~ 0 ~ 1
          """)
  void theTermsOfTheEnvelopeHold(String line, int violations, int shadow, int suppressed)
      throws Exception {
    String test = TEST.replace("violations: 1", "violations: any");
    if (line.startsWith("exceptions") || line.startsWith("tenants")) {
      test = TEST.replace("read_record}}]", "read_record, actor: {id: bob}}}]");
    }
    try (var harness = CorrelatingHarness.open(file(line + "\n" + BY_ACTOR + test, RULE))) {
      harness.feed(read("a", 1), read("b", 2));

      assertThat(harness.violations()).hasSize(violations);
      assertThat(harness.count("numShadow")).isEqualTo(shadow);
      assertThat(harness.countInMatching("numSuppressed")).isEqualTo(suppressed);
      assertThat(harness.decisions()).hasSize(violations + shadow + suppressed);
    }
  }

  @ParameterizedTest(name = "{0} expecting {1}: {2}")
  @CsvSource(
      delimiter = '~',
      nullValues = "-",
      textBlock =
          """
          READ(3, bob)               ~ {violations: 1, groups: [{who: bob}]} ~ -
          READ(3, bob), READ(1, eve) ~ {violations: 2} ~ -
          READ(3, bob)               ~ {violations: 3} ~ expected 3 violations, got 1 (e1)
          """)
  void theTestsInTheFileSeeWhatDedupLeaves(String events, String expect, String failure) {
    String written =
        events.replaceAll(
            "READ\\((\\d), (\\w+)\\)",
            "{at: 0s, times: $1, event: {action: read_record, actor: {id: $2}}}");
    String test = "tests: [{name: a, events: [" + written + "], expect: " + expect + "}]\n";

    assertThat(
            String.join(
                "; ", PolicyTests.run(List.of(file(BY_ACTOR + test, RULE))).get(0).failures()))
        .isEqualTo(failure == null ? "" : failure);
  }

  @Test
  void aBacktestDecidesWhatTheJobDoes() throws Exception {
    PolicySource policy = file(BY_ACTOR);
    List<AuditEvent> events =
        List.of(read("a", 1, "u-1"), read("b", 2, "u-1"), read("c", HOUR, "u-1"));
    var ids = new ArrayList<String>();
    var time = new BacktestTime(Duration.ofMinutes(10), CorrelatingHarness.LATENESS);
    try (var backtest =
            new Backtest(PolicyCompiler.compile(List.of(policy)), time, d -> ids.add(d.id()));
        var job = CorrelatingHarness.open(policy)) {
      events.forEach(backtest::add);
      backtest.end();
      job.feed(events.toArray(AuditEvent[]::new));

      assertThat(ids).hasSize(2);
      assertThat(job.violations()).extracting(Violation::getId).containsExactlyElementsOf(ids);
      assertThat(backtest.held()).isZero();
    }
  }

  @Test
  void aFieldThatNoEventHasIsWarnedOf() {
    String noProduct = RULE.replace("product: app, ", "");
    String typo = "dedup: {by: [who, actr.id], window: 1h}\n" + TEST;

    assertThat(PolicyCompiler.compile(List.of(file(typo, noProduct))).warnings())
        .extracting(PolicyProblem::toString)
        .containsExactly(
            "p.yml:6:8: no event has the field actr.id: a rule without a product reads the event's"
                + " own");
    assertThat(PolicyCompiler.compile(List.of(file(typo, RULE))).warnings()).isEmpty();
  }

  @Test
  void whatFiltersTakeOutIsNotTold() throws Exception {
    String filter =
        """
        ---
        title: Not u-1
        logsource: {product: app}
        filter: {rules: [reads], s: {actor.id: u-1}, condition: not s}
        """;
    String test = TEST.replace("read_record}}]", "read_record, actor: {id: bob}}}]");
    try (var harness = CorrelatingHarness.open(file(BY_ACTOR + test, RULE + filter))) {
      harness.feed(read("a", 1, "u-1"), read("b", 2, "u-2"));

      assertThat(harness.anchors()).containsExactly("b");
    }
  }
}
