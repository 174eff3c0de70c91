package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.ofTenant;
import static io.sealstream.policy.Reads.read;
import static io.sealstream.policy.Reads.withRoles;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.ViolationId.Bucket;
import io.sealstream.schemas.v1.Position;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What correlations tell, once, and under which id. */
class CorrelateFunctionTest {
  private static final long SPAN_MILLIS = 600_000;

  @Test
  void aViolationSaysWhatWhenWhereAndByWhichPolicy() throws Exception {
    PolicySource policy = Correlations.reads(2);
    var group = Map.of("actor.id", "u-1");
    var expected = new Violation();
    expected.setId(
        ViolationId.inBucket(
            "acme",
            Correlations.ID,
            "1",
            group,
            Bucket.of(Reads.at(30).toEpochMilli(), SPAN_MILLIS)));
    expected.setTenantId("acme");
    expected.setPolicyId(Correlations.ID);
    expected.setPolicyVersion("1");
    expected.setPolicyHash(
        PolicyCompiler.compile(List.of(policy)).correlations().get(0).contentHash());
    expected.setTitle("Several reads");
    expected.setLevel("high");
    expected.setTime(Reads.at(30));
    expected.setAnchor("b");
    expected.setEventIds(List.of("a", "b"));
    expected.setPositions(
        List.of(new Position("audit.events", 3, 1L), new Position("audit.events", 3, 0L)));
    expected.setGroup(group);
    expected.setTags(List.of("attack.collection"));
    expected.setAuthor("A. Author");
    expected.setRuleLink("urn:uuid:" + Correlations.ID);
    expected.setDescription("Somebody reads much.");
    expected.setFalsepositives(List.of("Work"));
    expected.setControls(List.of());

    try (var harness = CorrelatingHarness.open(policy)) {
      harness.feed(read("b", 30), read("a", 0));
      assertThat(harness.violations()).containsExactly(expected);
    }
  }

  @Test
  @DisplayName("a group has one violation in each part of time as long as the span")
  void dedup() throws Exception {
    try (var harness = CorrelatingHarness.open(Correlations.reads(3))) {
      for (int i = 0; i < 100; i++) {
        harness.feed(read("e-" + i, i * 10L));
      }
      assertThat(harness.anchors()).containsExactly("e-2", "e-60");
      assertThat(harness.count("numMatchesDeduplicated")).isEqualTo(96);
      assertThat(harness.count("numViolations")).isEqualTo(2);
      assertThat(harness.count("numHits")).isEqualTo(100);
    }
  }

  @Test
  void groupsAndTenantsAreKeptApart() throws Exception {
    try (var harness = CorrelatingHarness.open(Correlations.reads(2))) {
      harness.feed(read("a-1", 1), read("b-1", 2, "u-2"), ofTenant("globex", read("g-1", 3)));
      assertThat(harness.violations()).isEmpty();
      harness.feed(ofTenant("globex", read("g-2", 4)), read("b-2", 5, "u-2"));
      assertThat(harness.violations())
          .extracting(Violation::getTenantId)
          .containsExactly("globex", "acme");
      assertThat(harness.violations())
          .extracting(Violation::getEventIds)
          .containsExactly(List.of("g-1", "g-2"), List.of("b-1", "b-2"));
    }
  }

  @Test
  void anEventTakesPartInTheGroupOfEachOfItsValues() throws Exception {
    try (var harness = CorrelatingHarness.open(byRole())) {
      harness.feed(
          withRoles(read("a", 1), "admin"),
          withRoles(read("b", 2), "viewer"),
          withRoles(read("c", 3), "viewer", "admin"));
      assertThat(harness.violations())
          .extracting(violation -> violation.getGroup().get("actor.roles"))
          .containsExactlyInAnyOrder("admin", "viewer");
      assertThat(harness.violations()).extracting(Violation::getId).doesNotHaveDuplicates();
    }
  }

  @Test
  void groupsBeyondTheLimitAreCutAndCounted() throws Exception {
    String[] roles = IntStream.range(0, 20).mapToObj(i -> "r-" + i).toArray(String[]::new);
    try (var harness = CorrelatingHarness.open(byRole())) {
      harness.feed(withRoles(read("a", 1), roles), withRoles(read("b", 2), roles));
      assertThat(harness.violations()).hasSize(16);
      assertThat(harness.countInMatching("numGroupsCut")).isEqualTo(8);
      assertThat(harness.count("numHits")).isEqualTo(32);
    }
  }

  @Test
  void anEventWithoutAGroupValueTakesNoPart() throws Exception {
    try (var harness = CorrelatingHarness.open(byRole())) {
      harness.feed(withRoles(read("a", 1)), withRoles(read("b", 2)));
      assertThat(harness.violations()).isEmpty();
      assertThat(harness.count("numHits")).isZero();
    }
  }

  @Test
  void aFullStateLetsTheOldestGoAndCountsIt() throws Exception {
    var temporal =
        Correlations.of(
            "{type: temporal, rules: [reads, exports], timespan: 10h, condition: reads and exports}");
    try (var harness = CorrelatingHarness.open(temporal)) {
      for (int i = 0; i < 10_003; i++) {
        harness.feed(read("e-" + i, i));
      }
      assertThat(harness.count("numHitsDropped")).isEqualTo(3);
      harness.feed(export("x", 10_003));
      assertThat(harness.violations()).singleElement().satisfies(this::namesTheNewestHundred);
    }
  }

  private void namesTheNewestHundred(Violation violation) {
    assertThat(violation.getEventIds()).hasSize(100).endsWith("e-10002", "x").startsWith("e-9904");
    assertThat(violation.getPositions()).hasSize(100);
  }

  @Test
  void anEventDeliveredAgainChangesNothingAndIsCounted() throws Exception {
    try (var harness = CorrelatingHarness.open(Correlations.reads(2))) {
      harness.feed(read("a", 1), read("a", 1));
      assertThat(harness.violations()).isEmpty();
      assertThat(harness.count("numHitsRepeated")).isEqualTo(1);
    }
  }

  @Test
  void whatALaterEventCouldUndoWaitsForTheWatermark() throws Exception {
    var few =
        Correlations.of(
            "{type: event_count, rules: [reads], group-by: [actor.id], timespan: 10m, condition: {lt: 2}}");
    try (var harness = CorrelatingHarness.open(few)) {
      harness.feed(read("a", 100), read("b", 200));
      harness.watermark(40);
      assertThat(harness.violations()).isEmpty();
      harness.feed(read("before", 50));
      harness.watermark(150);
      assertThat(harness.anchors()).containsExactly("before");
      harness.watermark(2_000);
      assertThat(harness.anchors()).containsExactly("before");
    }
  }

  @Test
  void singleEventRulesOfTheSameFileFireBesides() throws Exception {
    try (var harness = CorrelatingHarness.open(Correlations.reads(2))) {
      harness.feed(export("x", 1), read("a", 2), read("b", 3));
      assertThat(harness.countInMatching("numViolations")).isEqualTo(1);
      assertThat(harness.violations()).hasSize(1);
    }
  }

  private static PolicySource byRole() {
    return Correlations.of(
        "{type: event_count, rules: [reads], group-by: [actor.roles], timespan: 10m, condition: {gte: 2}}");
  }
}
