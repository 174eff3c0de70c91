package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PendingEpoch;
import java.time.Clock;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the committer shows of the epochs that it publishes. Task thread only. */
final class CommitterMetrics {
  private static final int SAMPLES = 500;

  private final MetricGroup group;
  private final Clock clock;
  private final Counter published;
  private final Counter superseded;
  private final Histogram objects;
  private final Histogram tamperWindow;

  CommitterMetrics(MetricGroup operator, Clock clock) {
    this.clock = clock;
    group = operator.addGroup("sealstream").addGroup("evidence");
    published = group.counter("numEpochsPublished");
    superseded = group.counter("numEpochsSuperseded");
    objects = group.histogram("objectsPerEpoch", new DescriptiveStatisticsHistogram(SAMPLES));
    tamperWindow = group.histogram("tamperWindowMs", new DescriptiveStatisticsHistogram(SAMPLES));
  }

  /** Where all of it is registered. */
  MetricGroup group() {
    return group;
  }

  /**
   * The epoch's note is published. For each partition the oldest record's window is noted: those of
   * the others are shorter.
   */
  void published(PendingEpoch epoch) {
    published.inc();
    objects.update(epoch.objects().size());
    long now = clock.millis();
    // The broker's clock may be ahead of ours.
    epoch.oldestAppendsMillis().forEach(oldest -> tamperWindow.update(Math.max(0, now - oldest)));
  }

  void superseded() {
    superseded.inc();
  }
}
