package io.sealstream.sinks.evidence;

import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import java.time.Clock;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the sealer shows: the age of the open epoch, how far the newest known publication lies back,
 * bytes not published, offsets lost, forks.
 */
final class SealMetrics {
  private final MetricGroup group;
  private final Counter lost;
  private volatile long openedAtMillis;
  private volatile long publishedAtMillis;

  SealMetrics(MetricGroup operator, Clock clock, long openedAtMillis) {
    group = operator.addGroup("sealstream").addGroup("evidence");
    this.openedAtMillis = openedAtMillis;
    this.publishedAtMillis = openedAtMillis;
    lost = group.counter("numOffsetsLost");
    Gauge<Long> age = () -> clock.millis() - this.openedAtMillis;
    Gauge<Long> delay = () -> Math.max(0, this.openedAtMillis - publishedAtMillis);
    group.gauge("epochAgeMs", age);
    group.gauge("sealDelayMs", delay);
  }

  /** Bytes that are cut, or gathered for the next cut. */
  SealMetrics showing(UnsealedBytes unsealed) {
    Gauge<Long> bytes = unsealed::total;
    group.gauge("unsealedBytes", bytes);
    return this;
  }

  /** Epochs of which another run left a branch. */
  SealMetrics showing(Counter forks) {
    group.counter("numForksSeen", forks);
    return this;
  }

  void sealed(EpochSeal seal) {
    openedAtMillis = seal.closedAtMillis();
    lost.inc(seal.coverage().stream().mapToLong(Coverage::lostCount).sum());
  }

  /** A checkpoint completed that covers everything cut up to this time. */
  void completed(long closedAtMillis) {
    publishedAtMillis = closedAtMillis;
  }
}
