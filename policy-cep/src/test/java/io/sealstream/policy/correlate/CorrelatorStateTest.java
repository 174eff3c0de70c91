package io.sealstream.policy.correlate;

import static io.sealstream.policy.correlate.Plans.bounds;
import static io.sealstream.policy.correlate.Plans.gte;
import static io.sealstream.policy.correlate.Plans.hit;
import static io.sealstream.policy.correlate.Plans.nested;
import static io.sealstream.policy.correlate.Plans.plan;
import static io.sealstream.policy.correlate.Plans.rule;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.plan.Hit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is held, for how long, and what comes late. */
class CorrelatorStateTest {
  private static final Correlation TWO_EVENTS = plan(Kind.EVENT_COUNT, 1, gte("2"));
  private static final Correlation ONLY_ONE = plan(Kind.EVENT_COUNT, 1, bounds(Operator.LT, "2"));
  private static final Duration LATENESS = Duration.ofMillis(5);

  private final CorrelationState state = new CorrelationState(List.of("a"));

  @Test
  void aHitGoesWhenTheWatermarkHasPassedItsSpanAndLateness() {
    var correlator = new Correlator(TWO_EVENTS, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("e", 100), 0, feed);
    correlator.advance(state, 115, feed);
    assertThat(state.isEmpty()).isFalse();
    correlator.advance(state, 116, feed);
    assertThat(state.isEmpty()).isTrue();
    assertThat(correlator.nextTimer(state)).isEmpty();
  }

  @Test
  void aLateHitCompletesWhatFiresOnArrival() {
    var correlator = new Correlator(TWO_EVENTS, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("first", 100), 90, feed);
    assertThat(correlator.add(state, hit("late", 110), 115, feed)).isEqualTo(Added.TAKEN);
    assertThat(feed.anchors()).containsExactly("late");
  }

  @Test
  void aHitWhoseWindowsHaveGoneIsSaidToBe() {
    var correlator = new Correlator(TWO_EVENTS, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    assertThat(correlator.add(state, hit("gone", 100), 116, feed)).isEqualTo(Added.GONE);
    assertThat(state.isEmpty()).isTrue();
    assertThat(correlator.add(state, hit("held", 101), 116, feed)).isEqualTo(Added.TAKEN);
  }

  @Test
  void aHitTooLateToBeJudgedIsSaidToBeLateAndStillCountsForLaterWindows() {
    var correlator = new Correlator(ONLY_ONE, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("judged", 100), 90, feed);
    correlator.advance(state, 100, feed);
    assertThat(feed.anchors()).containsExactly("judged");
    assertThat(correlator.add(state, hit("late", 85), 100, feed)).isEqualTo(Added.LATE);
    assertThat(correlator.add(state, hit("late-too", 100), 100, feed)).isEqualTo(Added.LATE);
    assertThat(correlator.add(state, hit("in-time", 111), 100, feed)).isEqualTo(Added.TAKEN);
    assertThat(correlator.add(state, hit("with-late-too", 110), 100, feed)).isEqualTo(Added.TAKEN);
    correlator.advance(state, 200, feed);
    assertThat(feed.anchors()).containsExactly("judged");
  }

  @Test
  void aFullStateLetsTheOldestGoAndCountsIt() {
    var correlator = new Correlator(TWO_EVENTS, new Limits(2, 9, 9, 9), LATENESS);
    Feed feed = new Feed(correlator);
    for (Hit next : List.of(hit("2", 102), hit("1", 101), hit("3", 103))) {
      correlator.add(state, next, 0, feed);
    }
    assertThat(state.contents().hits())
        .extracting(kept -> kept.hit().eventId())
        .containsExactly("2", "3");
    assertThat(feed.losses).containsExactly(Map.entry(Loss.EVICTED, 1L));
  }

  @Test
  void whatWentBeforeItWasJudgedIsNotJudged() {
    var correlator = new Correlator(ONLY_ONE, new Limits(1, 9, 9, 9), LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("evicted", 100), 0, feed);
    correlator.add(state, hit("kept", 130), 0, feed);
    correlator.advance(state, 200, feed);
    assertThat(feed.anchors()).containsExactly("kept");
  }

  @Test
  void aGroupWithinAKeyGoesWithItsLastHit() {
    Member byOther = new Member("m", new Source.Nested(TWO_EVENTS), List.of(1), List.of());
    Correlation plan = plan(Kind.TEMPORAL, List.of(byOther, rule(1)), gte("2"));
    var correlator = new Correlator(plan, Limits.DEFAULT, Duration.ZERO);
    CorrelationState shared = new CorrelationState(List.of());
    Feed feed = new Feed(correlator);
    correlator.add(shared, hit("of-a", 100), 0, feed);
    correlator.add(shared, hit("of-b", 130, 1, "b", ""), 0, feed);
    correlator.advance(shared, 121, feed);
    NodeIndex inner = requireNonNull(shared.nodes()).get(0);
    assertThat(inner.existing(List.of("a"))).isNull();
    assertThat(inner.existing(List.of("b"))).isNotNull();
  }

  @Test
  void anAnchorFiresOnceAlsoAfterARestore() {
    var correlator = new Correlator(TWO_EVENTS, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("1", 101), 0, feed);
    correlator.add(state, hit("2", 102), 0, feed);
    CorrelationState restored = CorrelationState.of(state.contents());
    assertThat(restored.contents()).isEqualTo(state.contents());
    assertThat(correlator.add(restored, hit("2", 102), 0, feed)).isEqualTo(Added.REPEATED);
    correlator.add(restored, hit("0", 100), 0, feed);
    assertThat(feed.anchors()).containsExactly("2", "1");
  }

  @Test
  void whatTheWatermarkHasJudgedIsNotJudgedAgainAfterARestore() {
    var correlator = new Correlator(ONLY_ONE, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("1", 101), 0, feed);
    correlator.advance(state, 101, feed);
    CorrelationState restored = CorrelationState.of(state.contents());
    correlator.add(restored, hit("5", 120), Long.MIN_VALUE, feed);
    correlator.advance(restored, 119, feed);
    assertThat(feed.anchors()).containsExactly("1");
  }

  @Test
  void aNestedAnchorIsRememberedWhenWhatMadeItHasGone() {
    Correlation plan = plan(Kind.TEMPORAL_ORDERED, List.of(nested(TWO_EVENTS), rule(1)), gte("2"));
    var correlator = new Correlator(plan, Limits.DEFAULT, Duration.ZERO);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("1", 100), 0, feed);
    correlator.add(state, hit("2", 110), 0, feed);
    // both spans after the first: it is still named; one later it has gone, but not the anchor
    correlator.add(state, hit("named", 120, 2, "a", ""), 120, feed);
    correlator.advance(state, 121, feed);
    correlator.add(state, hit("late", 119, 2, "a", ""), 121, feed);
    assertThat(feed.matches)
        .extracting(match -> match.events().stream().map(Hit::eventId).toList())
        .containsExactly(List.of("1", "2", "named"), List.of("2", "late"));
  }

  @Test
  void theTimerIsForTheNextJudgementAndThenForTheEnd() {
    var correlator = new Correlator(ONLY_ONE, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("1", 101), 0, feed);
    assertThat(correlator.nextTimer(state)).isEqualTo(OptionalLong.of(101));
    correlator.advance(state, 101, feed);
    assertThat(correlator.nextTimer(state).orElseThrow()).isBetween(117L, 118L);
  }

  @Test
  void aMatchNamesTheNewestInOrderAndHowManyThereWere() {
    var correlator = new Correlator(TWO_EVENTS, new Limits(99, 9, 9, 2), LATENESS);
    Feed feed = new Feed(correlator);
    IntStream.range(0, 4).forEach(i -> correlator.add(state, hit("e" + i, 100 + i), 0, feed));
    Match last = feed.matches.get(2);
    assertThat(last.events()).extracting(Hit::eventId).containsExactly("e2", "e3");
    assertThat(last.inWindow()).isEqualTo(4);
  }

  @Test
  void theEndsOfTimeAreTimesToo() {
    var correlator = new Correlator(TWO_EVENTS, Limits.DEFAULT, LATENESS);
    Feed feed = new Feed(correlator);
    correlator.add(state, hit("1", Long.MIN_VALUE + 1), Long.MIN_VALUE, feed);
    correlator.add(state, hit("2", Long.MIN_VALUE + 2), Long.MIN_VALUE, feed);
    correlator.add(state, hit("3", Long.MAX_VALUE - 1), Long.MIN_VALUE, feed);
    correlator.add(state, hit("4", Long.MAX_VALUE), Long.MIN_VALUE, feed);
    assertThat(feed.anchors()).containsExactly("2", "4");
  }
}
