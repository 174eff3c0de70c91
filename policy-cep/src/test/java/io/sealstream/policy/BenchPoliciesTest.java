package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks say they measure is what they measure. */
class BenchPoliciesTest {

  @ParameterizedTest
  @ValueSource(ints = {30, 300, 3000})
  void aboutTwoEventsInAHundredHit(int policies) {
    var set = new PolicySet(PolicyCompiler.compile(BenchPolicies.of(policies, 7)));
    var events = BenchEvents.nativeEvents();

    long hit = events.stream().filter(event -> !set.evaluate(event).matches().isEmpty()).count();

    assertThat(events).hasSize(1 << 16);
    assertThat(hit / (double) events.size()).isBetween(0.015, 0.03);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void correlationsFindSomethingAndForgetIt(int correlations) {
    var benchmark = new CorrelateBenchmark();
    benchmark.correlations = correlations;
    benchmark.prepare();
    long matches = 0;
    int keys = 0;
    for (int i = 0; i < 4 * (1 << 16); i++) {
      matches = benchmark.correlate();
      keys = Math.max(keys, benchmark.keys());
    }

    assertThat(matches).isPositive();
    assertThat(keys).isBetween(10, 60 * 50);
    assertThat(benchmark.keys()).isLessThanOrEqualTo(keys);
  }
}
