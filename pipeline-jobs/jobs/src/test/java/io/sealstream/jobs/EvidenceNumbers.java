package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** What a running evidence job reports in its group {@code sealstream.evidence}. */
record EvidenceNumbers(InMemoryReporter reporter, JobID job) {

  /** For a job that has sealed all that it was sent, in several epochs, while a test ran. */
  void assertPlausible() {
    assertThat(all().map(Map.Entry::getKey).distinct())
        .hasSize(12)
        .contains("numForksSeen", "signMicros");
    await().atMost(Duration.ofMinutes(1)).until(() -> sum("unsealedBytes") == 0);
    var window = histogram("tamperWindowMs");
    assertThat(window.size()).isGreaterThanOrEqualTo(5);
    assertThat(window.getMin()).isPositive();
    assertThat(window.getMax()).isLessThan(Duration.ofMinutes(8).toMillis());
    assertThat(histogram("objectsPerEpoch").getMax()).isPositive();
  }

  private Stream<Map.Entry<String, Metric>> all() {
    return reporter.getMetricsByGroup().entrySet().stream()
        .filter(group -> isOurs(group.getKey()))
        .flatMap(group -> group.getValue().entrySet().stream());
  }

  private boolean isOurs(MetricGroup group) {
    var scope = List.of(group.getScopeComponents());
    return job.toHexString().equals(group.getAllVariables().get(ScopeFormat.SCOPE_JOB_ID))
        && scope
            .subList(Math.max(0, scope.size() - 2), scope.size())
            .equals(List.of("sealstream", "evidence"));
  }

  private Stream<Metric> named(String name) {
    return all().filter(metric -> metric.getKey().equals(name)).map(Map.Entry::getValue);
  }

  /** Of all operators together. */
  private long sum(String gauge) {
    return named(gauge).mapToLong(metric -> (Long) ((Gauge<?>) metric).getValue()).sum();
  }

  private HistogramStatistics histogram(String name) {
    return ((Histogram) named(name).findFirst().orElseThrow()).getStatistics();
  }
}
