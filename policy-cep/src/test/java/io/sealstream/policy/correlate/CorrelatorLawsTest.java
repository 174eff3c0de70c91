package io.sealstream.policy.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** The correlator finds what the definition says, whatever the plan and the order of arrival. */
class CorrelatorLawsTest {
  private static final int LATENESS = 6;

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void itFindsWhatTheNaiveOneFinds(@ForAll("seeds") long seed) {
    Random random = new Random(seed);
    Correlation plan = new RandomPlans(random, random.nextInt(3) == 0).correlation(2);
    Limits limits = new Limits(1000, random.nextBoolean() ? 2 : 16, 16, 3);
    RandomHits source = new RandomHits(random);
    List<Hit> hits = source.hits(random.nextInt(15), 30);
    boolean waits = !Plan.firesOnArrival(plan);

    var feed = new Feed(new Correlator(plan, limits, Duration.ofMillis(waits ? 0 : LATENESS)));
    long newest = Long.MIN_VALUE;
    for (Hit hit : source.deliveries(hits, LATENESS)) {
      newest = Math.max(newest, hit.timeMillis());
      feed.add(hit);
      feed.watermark(waits ? newest - LATENESS - 1 : newest);
      if (random.nextInt(4) == 0) {
        feed.persistAndRestore();
      }
    }
    feed.watermark(Long.MAX_VALUE);

    var expected = new NaiveCorrelation(plan, hits, limits.groups()).anchors();
    Statistics.label("kind, matches").collect(plan.kind(), !expected.isEmpty());
    assertThat(feed.found()).doesNotHaveDuplicates().hasSameElementsAs(expected);
    assertThat(feed.states).isEmpty();
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void whatFiresOnArrivalIsTheSameInEveryOrder(@ForAll("seeds") long seed) {
    Random random = new Random(seed);
    Correlation plan = new RandomPlans(random, true).correlation(2);
    List<Hit> hits = new RandomHits(random).hits(5, 8);
    var expected = new NaiveCorrelation(plan, hits, 16).anchors();
    Correlator correlator = new Correlator(plan, Limits.DEFAULT, Duration.ZERO);
    for (List<Hit> order : permutations(hits)) {
      var feed = new Feed(correlator);
      order.forEach(feed::add);
      assertThat(feed.found()).doesNotHaveDuplicates().hasSameElementsAs(expected);
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void aFullStateStaysWithinItsLimitAndNeverInvents(@ForAll("seeds") long seed) {
    Random random = new Random(seed);
    Correlation plan = new RandomPlans(random, true).correlation(2);
    Limits limits = new Limits(1 + random.nextInt(4), 16, 16, 3);
    RandomHits source = new RandomHits(random);
    List<Hit> hits = source.hits(15, 20);
    var feed = new Feed(new Correlator(plan, limits, Duration.ZERO));
    for (Hit hit : source.deliveries(hits, LATENESS)) {
      feed.add(hit);
      assertThat(feed.states.values()).allMatch(state -> state.size() <= limits.hits());
    }
    assertThat(new NaiveCorrelation(plan, hits, 16).anchors()).containsAll(feed.found());
    feed.watermark(Long.MAX_VALUE);
    assertThat(feed.states).isEmpty();
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  private static List<List<Hit>> permutations(List<Hit> hits) {
    if (hits.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Hit>> result = new ArrayList<>();
    for (Hit first : hits) {
      List<Hit> rest = new ArrayList<>(hits);
      rest.remove(first);
      for (List<Hit> order : permutations(rest)) {
        List<Hit> longer = new ArrayList<>(List.of(first));
        longer.addAll(order);
        result.add(longer);
      }
    }
    return result;
  }
}
