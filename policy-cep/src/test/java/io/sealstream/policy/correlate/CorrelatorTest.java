package io.sealstream.policy.correlate;

import static io.sealstream.policy.correlate.Plans.bounds;
import static io.sealstream.policy.correlate.Plans.gte;
import static io.sealstream.policy.correlate.Plans.hit;
import static io.sealstream.policy.correlate.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.policy.plan.Condition.Bound;
import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.plan.Hit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each kind that computes a number finds, and its edges. */
class CorrelatorTest {
  private static final Correlation TWO_EVENTS = plan(Kind.EVENT_COUNT, 1, gte("2"));

  private static Hit valued(String id, long time, String values) {
    return hit(id, time, 1, "a", values);
  }

  @Test
  void aWindowIncludesBothItsEnds() {
    assertThat(Feed.anchors(TWO_EVENTS, hit("first", 0), hit("second", 10)))
        .containsExactly("second");
    assertThat(Feed.anchors(TWO_EVENTS, hit("first", 0), hit("second", 11))).isEmpty();
  }

  @Test
  void eventsOfEqualTimeAreInEachOthersWindow() {
    assertThat(Feed.anchors(TWO_EVENTS, hit("one", 5), hit("other", 5)))
        .containsExactlyInAnyOrder("one", "other");
  }

  @Test
  void aRepeatedDeliveryChangesNothing() {
    Feed feed = Feed.of(TWO_EVENTS);
    assertThat(feed.add(hit("same", 5))).containsExactly(Added.TAKEN);
    assertThat(feed.add(hit("same", 5))).containsExactly(Added.REPEATED);
    assertThat(feed.matches).isEmpty();
  }

  @Test
  void anEventThatHitsTwoMembersCountsOnce() {
    Correlation plan = plan(Kind.EVENT_COUNT, 2, gte("2"));
    assertThat(Feed.anchors(plan, hit("both", 5, 3, "a", ""))).isEmpty();
  }

  @Test
  void aCountFiresOnArrivalOfWhateverCompletesIt() {
    Feed feed = Feed.of(TWO_EVENTS);
    feed.add(hit("late", 13));
    feed.add(hit("early", 3));
    assertThat(feed.anchors()).containsExactly("late");
  }

  @Test
  void whatALaterArrivalCanUndoWaitsForTheWatermark() {
    Feed feed = Feed.of(plan(Kind.EVENT_COUNT, 1, bounds(Operator.EQ, "1")));
    feed.add(hit("second", 8));
    feed.watermark(7);
    assertThat(feed.matches).isEmpty();
    feed.add(hit("tie", 8));
    feed.add(hit("third", 20));
    feed.watermark(Long.MAX_VALUE);
    assertThat(feed.anchors()).containsExactly("third");
  }

  @Test
  void aWatermarkAtTheTimeOfAnEventJudgesIt() {
    Feed feed = Feed.of(plan(Kind.EVENT_COUNT, 1, bounds(Operator.LT, "2")));
    feed.add(hit("only", 8));
    feed.watermark(8);
    assertThat(feed.anchors()).containsExactly("only");
  }

  @Test
  void groupsAreKeptApartAndAnArrayIsInEachOfItsGroups() {
    Feed feed = Feed.of(TWO_EVENTS);
    feed.add(hit("of-a", 1, 1, "a", ""));
    feed.add(hit("of-b", 2, 1, "b", ""));
    assertThat(feed.matches).isEmpty();
    feed.add(hit("of-both", 3, 1, "a b a", ""));
    assertThat(feed.matches)
        .extracting(Match::group)
        .containsExactlyInAnyOrder(Map.of("user", "a"), Map.of("user", "b"));
  }

  @Test
  void aHitWithoutAGroupValueTakesNoPart() {
    Feed feed = Feed.of(TWO_EVENTS);
    assertThat(feed.add(hit("nobody", 1, 1, "", ""))).isEmpty();
    var state = new CorrelationState(List.of("a"));
    var correlator = new Correlator(TWO_EVENTS, Limits.DEFAULT, Duration.ZERO);
    assertThat(correlator.add(state, hit("nobody", 1, 1, "", ""), 0, feed))
        .isEqualTo(Added.NO_PART);
    assertThat(correlator.add(state, hit("other-rule", 1, 2, "a", ""), 0, feed))
        .isEqualTo(Added.NO_PART);
    assertThat(state.isEmpty()).isTrue();
  }

  @Test
  void groupsBeyondTheLimitAreCutAndCounted() {
    var feed = new Feed(new Correlator(TWO_EVENTS, new Limits(9, 2, 9, 9), Duration.ZERO));
    feed.add(hit("wide", 1, 1, "a b c d a", ""));
    assertThat(feed.states).containsOnlyKeys(List.of("a"), List.of("b"));
    assertThat(feed.losses).containsExactly(Map.entry(Loss.GROUPS_CUT, 2L));
  }

  @Test
  void differentValuesAreCounted() {
    Correlation plan = plan(Kind.VALUE_COUNT, 1, gte("3"));
    assertThat(Feed.anchors(plan, valued("1", 1, "x"), valued("2", 2, "y"), valued("3", 3, "x")))
        .isEmpty();
    assertThat(Feed.anchors(plan, valued("1", 1, "x"), valued("2", 2, ""), valued("3", 3, "y z")))
        .containsExactly("3");
    assertThat(Feed.anchors(plan, valued("1", 1, "x y"), valued("2", 2, "z"), hit("none", 3)))
        .containsExactly("2", "none");
  }

  @Test
  void valuesBeyondTheLimitAreCutAndCounted() {
    Correlation plan = plan(Kind.VALUE_COUNT, 1, gte("3"));
    var feed = new Feed(new Correlator(plan, new Limits(9, 9, 2, 9), Duration.ZERO));
    feed.add(valued("1", 1, "x y z"));
    assertThat(feed.matches).isEmpty();
    assertThat(feed.losses).containsExactly(Map.entry(Loss.VALUES_CUT, 1L));
  }

  @Test
  void sumsAreExact() {
    Correlation plan = plan(Kind.VALUE_SUM, 1, gte("0.3"));
    assertThat(Feed.anchors(plan, valued("1", 1, "0.1"), valued("2", 2, "0.2")))
        .containsExactly("2");
    Correlation large = plan(Kind.VALUE_SUM, 1, gte("9223372036854775808"));
    assertThat(
            Feed.anchors(
                large, valued("1", 1, "9223372036854775807"), valued("2", 2, "x 1"), hit("3", 40)))
        .containsExactly("2");
  }

  @Test
  void sumsStayExactBeyondTheRangeOfALong() {
    String most = "999999999999999999";
    Hit[] hits = new Hit[11];
    Arrays.setAll(hits, i -> valued("e" + (char) ('a' + i), i, most));
    assertThat(Feed.anchors(plan(Kind.VALUE_SUM, 1, gte("9999999999999999990")), hits))
        .containsExactly("ej", "ek");
  }

  @Test
  void numbersBelowZeroAreLeftOutOfASumThatFiresOnArrival() {
    Feed feed = Feed.of(plan(Kind.VALUE_SUM, 1, gte("3")));
    feed.add(valued("1", 1, "-5"));
    feed.add(valued("2", 2, "3"));
    assertThat(feed.anchors()).containsExactly("2");
    assertThat(feed.losses).containsExactly(Map.entry(Loss.NEGATIVE_LEFT_OUT, 1L));
    assertThat(
            Feed.anchors(
                plan(Kind.VALUE_SUM, 1, bounds(Operator.EQ, "-2")),
                valued("1", 1, "-5"),
                valued("2", 2, "3")))
        .containsExactly("2");
  }

  @Test
  void withoutNumbersThereIsNoAnchor() {
    for (Kind kind : List.of(Kind.VALUE_SUM, Kind.VALUE_AVG)) {
      assertThat(Feed.anchors(plan(kind, 1, bounds(Operator.LT, "3")), valued("1", 1, "x")))
          .isEmpty();
    }
    var median = new Bounds(bounds(Operator.LT, "3").bounds(), BigDecimal.valueOf(50));
    assertThat(Feed.anchors(plan(Kind.VALUE_PERCENTILE, 1, median), valued("1", 1, "1e999999999")))
        .isEmpty();
  }

  @Test
  void anAverageIsThatOfTheWindow() {
    Correlation plan = plan(Kind.VALUE_AVG, 1, bounds(Operator.GT, "50"));
    assertThat(Feed.anchors(plan, valued("1", 1, "10"), valued("2", 2, "70"))).isEmpty();
    assertThat(Feed.anchors(plan, valued("1", 1, "10"), valued("2", 12, "70")))
        .containsExactly("2");
  }

  @Test
  void aPercentileIsByNearestRank() {
    var bounds = List.of(new Bound(Operator.EQ, BigDecimal.valueOf(2)));
    Correlation plan = plan(Kind.VALUE_PERCENTILE, 1, new Bounds(bounds, BigDecimal.valueOf(50)));
    assertThat(Feed.anchors(plan, valued("1", 1, "3"), valued("2", 2, "1"), valued("3", 3, "2 4")))
        .containsExactly("3");
  }

  @Test
  void aMedianIsTheMiddleOrTheMeanOfTheTwoThere() {
    Correlation plan = plan(Kind.VALUE_MEDIAN, 1, bounds(Operator.EQ, "15"));
    assertThat(Feed.anchors(plan, valued("1", 1, "20"), valued("2", 2, "10"))).containsExactly("2");
    assertThat(Feed.anchors(plan, valued("1", 1, "10 1 15"), valued("2", 2, "20 15")))
        .containsExactly("2");
    assertThat(Feed.anchors(plan, valued("1", 1, "none"))).isEmpty();
  }

  @Test
  void withoutAPercentileTheShareOfTheAnchorsValueCounts() {
    Correlation plan = plan(Kind.VALUE_PERCENTILE, 1, bounds(Operator.LTE, "25"));
    assertThat(
            Feed.anchors(
                plan,
                valued("1", 1, "cmd"),
                valued("2", 2, "cmd"),
                valued("3", 3, "cmd"),
                valued("4", 4, "mimikatz"),
                valued("5", 5, "cmd")))
        .containsExactly("4");
  }

  @Test
  void aPlanThatMakesNoSenseIsRefusedByName() {
    Correlation noField =
        plan(
            Kind.VALUE_SUM,
            List.of(
                new Correlation.Member("m", new Correlation.Source.Rule(0), List.of(0), List.of())),
            gte("3"));
    assertThatThrownBy(() -> Feed.of(noField))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("correlation 'test' needs a field in its condition");
  }

  @Test
  void eachEventMatchesAloneWhateverTheWatermarkAndNothingIsHeld() {
    var member = new Correlation.Member("m", new Correlation.Source.Rule(0), List.of(0), List.of());
    Feed feed = Feed.of(Correlation.ofEachEvent(member, List.of("user")));
    feed.watermark(1_000_000);
    assertThat(feed.add(hit("one", 5, 1, "a b", ""))).containsExactly(Added.TAKEN, Added.TAKEN);
    assertThat(feed.add(hit("one", 5, 1, "a", ""))).containsExactly(Added.TAKEN);
    assertThat(feed.matches)
        .extracting(Match::group, match -> match.events().size())
        .containsExactly(
            tuple(Map.of("user", "a"), 1),
            tuple(Map.of("user", "b"), 1),
            tuple(Map.of("user", "a"), 1));
    assertThat(feed.states.values()).allMatch(CorrelationState::isEmpty);
    var correlator =
        new Correlator(
            Correlation.ofEachEvent(member, List.of("user")), Limits.DEFAULT, Duration.ZERO);
    var other = new CorrelationState(List.of("c"));
    assertThat(correlator.add(other, hit("one", 5, 1, "a", ""), 0, feed)).isEqualTo(Added.NO_PART);
    assertThat(correlator.add(other, hit("one", 5, 2, "c", ""), 0, feed)).isEqualTo(Added.NO_PART);
  }

  @Test
  void noOtherCorrelationIsOfNoTime() {
    Correlation two =
        new Correlation(
            "test",
            Kind.EVENT_COUNT,
            TWO_EVENTS.members(),
            TWO_EVENTS.groupNames(),
            0,
            TWO_EVENTS.condition(),
            true);
    assertThatThrownBy(() -> Feed.of(two))
        .hasMessage("correlation 'test' has a timespan that is not greater than zero");
  }
}
