package io.sealstream.policy.correlate;

import static io.sealstream.policy.correlate.Plans.bounds;
import static io.sealstream.policy.correlate.Plans.gte;
import static io.sealstream.policy.correlate.Plans.hit;
import static io.sealstream.policy.correlate.Plans.nested;
import static io.sealstream.policy.correlate.Plans.plan;
import static io.sealstream.policy.correlate.Plans.rule;
import static io.sealstream.policy.correlate.Plans.tiesInOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.policy.plan.Condition.Members;
import io.sealstream.policy.plan.Condition.Operator;
import io.sealstream.policy.plan.Condition.Presence;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Kind;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import io.sealstream.policy.plan.Hit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What occurs together, in which order, and nested. */
class CorrelatorTemporalTest {
  private static final Correlation TOGETHER = plan(Kind.TEMPORAL, 2, gte("2"));
  private static final Correlation IN_ORDER = plan(Kind.TEMPORAL_ORDERED, 2, gte("2"));

  /** A hit by user a of one rule. */
  private static Hit of0(String id, long time) {
    return hit(id, time, 1, "a", "");
  }

  private static Hit of1(String id, long time) {
    return hit(id, time, 2, "a", "");
  }

  private static Hit of2(String id, long time) {
    return hit(id, time, 4, "a", "");
  }

  @Test
  void membersOccurInAnyOrder() {
    assertThat(Feed.anchors(TOGETHER, of1("one", 1), of0("zero", 11))).containsExactly("zero");
    assertThat(Feed.anchors(TOGETHER, of1("one", 1), of0("zero", 12))).isEmpty();
    assertThat(Feed.anchors(TOGETHER, hit("both", 1, 3, "a", ""))).containsExactly("both");
  }

  @Test
  void anExpressionMayDenyAMember() {
    var expression =
        new Presence.And(List.of(new Presence.Occurs(0), new Presence.Not(new Presence.Occurs(1))));
    Correlation plan = plan(Kind.TEMPORAL, 2, new Members(expression));
    assertThat(Feed.anchors(plan, of0("alone", 1), of1("denied", 2), of0("not-alone", 12)))
        .containsExactly("alone");
  }

  @Test
  void orderIsStrictUnlessTiesAreInOrder() {
    assertThat(Feed.anchors(IN_ORDER, of0("zero", 1), of1("one", 11))).containsExactly("one");
    assertThat(Feed.anchors(IN_ORDER, of1("one", 1), of0("zero", 2))).isEmpty();
    assertThat(Feed.anchors(IN_ORDER, of0("zero", 5), of1("one", 5))).isEmpty();
    assertThat(Feed.anchors(tiesInOrder(IN_ORDER), of0("zero", 5), of1("one", 5)))
        .containsExactly("one");
  }

  @Test
  void oneEventIsNotTwoStepsOfAnOrder() {
    Hit both = hit("both", 5, 3, "a", "");
    assertThat(Feed.anchors(tiesInOrder(IN_ORDER), both)).isEmpty();
    assertThat(Feed.anchors(tiesInOrder(IN_ORDER), both, hit("too", 5, 3, "a", "")))
        .containsExactlyInAnyOrder("both", "too");
  }

  @Test
  void eventsOfOneTimeAreGivenToMembersSoThatAllGetOne() {
    Correlation plan = tiesInOrder(plan(Kind.TEMPORAL_ORDERED, 3, gte("3")));
    Hit both = hit("a-both", 5, 3, "a", "");
    assertThat(Feed.anchors(plan, both, of1("b-only-one", 5), of2("last", 6)))
        .containsExactly("last");
    assertThat(Feed.anchors(plan, both, of0("b-only-zero", 5), of2("last", 6)))
        .containsExactly("last");
    assertThat(Feed.anchors(plan, both, of2("last", 6))).isEmpty();
  }

  @Test
  void anOrderFiresWhicheverStepArrivesLast() {
    Feed feed = Feed.of(plan(Kind.TEMPORAL_ORDERED, 3, gte("3")));
    feed.add(of2("two", 9));
    feed.add(of0("zero", 1));
    feed.add(of1("one", 5));
    assertThat(feed.anchors()).containsExactly("two");
  }

  @Test
  void aBoundBelowAllMembersDemandsSoManyInOrder() {
    Correlation plan = plan(Kind.TEMPORAL_ORDERED, 3, gte("2"));
    assertThat(Feed.anchors(plan, of0("zero", 1), of1("one", 2))).containsExactly("one");
    assertThat(Feed.anchors(plan, of0("zero", 1), of2("two", 2))).containsExactly("two");
    assertThat(Feed.anchors(plan, of2("two", 1), of1("one", 2))).isEmpty();
  }

  @Test
  void otherBoundsAreHeldAgainstTheLongestChain() {
    Correlation plan = plan(Kind.TEMPORAL_ORDERED, 3, bounds(Operator.LTE, "2"));
    assertThat(Feed.anchors(plan, of0("zero", 1), of1("one", 2), of2("two", 3)))
        .containsExactly("zero", "one");
  }

  @Test
  void anOrderedExpressionEndsWithTheLastMemberOfOneOfItsWays() {
    var expression =
        new Presence.And(
            List.of(
                new Presence.Occurs(0),
                new Presence.Or(List.of(new Presence.Occurs(1), new Presence.Occurs(2)))));
    Correlation plan = plan(Kind.TEMPORAL_ORDERED, 3, new Members(expression));
    assertThat(Feed.anchors(plan, of1("before", 0), of0("zero", 1), of2("two", 2), of1("one", 3)))
        .containsExactly("two", "one");
  }

  @Test
  void tooManyWaysAreRefused() {
    assertThatThrownBy(() -> Feed.of(plan(Kind.TEMPORAL_ORDERED, 20, gte("10"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 1024 ways");
  }

  @Test
  void aNestedAnchorIsAnOccurrence() {
    Correlation many = plan(Kind.EVENT_COUNT, 1, gte("3"));
    Correlation plan = plan(Kind.TEMPORAL_ORDERED, List.of(nested(many), rule(1)), gte("2"));
    Feed feed = Feed.of(plan);
    feed.add(of0("f1", 0));
    feed.add(of0("f2", 1));
    feed.add(of1("success", 15));
    assertThat(feed.matches).isEmpty();
    feed.add(of0("f3", 9));
    assertThat(feed.matches).hasSize(1);
    assertThat(feed.matches.get(0).events())
        .extracting(Hit::eventId)
        .containsExactly("f1", "f2", "f3", "success");
    assertThat(feed.matches.get(0).inWindow()).isEqualTo(2);
  }

  @Test
  void whatOneUserDidDoesNotCountForAnotherThatTheAnchorNames() {
    Correlation many = plan(Kind.EVENT_COUNT, 1, gte("2"));
    Correlation plan = plan(Kind.TEMPORAL_ORDERED, List.of(nested(many), rule(1)), gte("2"));
    Feed feed = Feed.of(plan);
    feed.add(of0("f1", 0));
    feed.add(hit("f2", 1, 1, "a b", ""));
    feed.add(hit("success-of-b", 2, 2, "b", ""));
    assertThat(feed.matches).isEmpty();
    feed.add(hit("success-of-a", 3, 2, "a", ""));
    assertThat(feed.anchors()).containsExactly("success-of-a");
  }

  @Test
  void aNestedCorrelationThatWaitsMakesTheOuterWait() {
    Correlation few = plan(Kind.EVENT_COUNT, 1, bounds(Operator.LT, "2"));
    Correlation plan = plan(Kind.TEMPORAL, List.of(nested(few), rule(1)), gte("2"));
    Feed feed = Feed.of(plan);
    feed.add(of0("zero", 5));
    feed.add(of1("one", 6));
    assertThat(feed.matches).isEmpty();
    feed.add(of0("other", 5));
    feed.watermark(Long.MAX_VALUE);
    assertThat(feed.matches).isEmpty();
  }

  @Test
  void theKeyIsWhatAllLevelsGroupByWithTheSameField() {
    Correlation many = plan(Kind.EVENT_COUNT, 1, gte("2"));
    Correlation plan = plan(Kind.TEMPORAL, List.of(nested(many), rule(1)), gte("2"));
    assertThat(new Correlator(plan, Limits.DEFAULT, Duration.ZERO).keyNames())
        .containsExactly("user");

    Member byOther = new Member("m", new Source.Nested(many), List.of(1), List.of());
    Correlation differs = plan(Kind.TEMPORAL, List.of(byOther, rule(1)), gte("2"));
    var correlator = new Correlator(differs, Limits.DEFAULT, Duration.ZERO);
    Feed feed = new Feed(correlator);
    assertThat(correlator.keyNames()).isEmpty();
    assertThat(correlator.keys(of0("f1", 0), feed)).containsExactly(List.of());
    feed.add(of0("f1", 0));
    feed.add(of0("f2", 1));
    feed.add(hit("of-other", 2, 2, "other", ""));
    assertThat(feed.anchors()).containsExactly("of-other");
  }
}
