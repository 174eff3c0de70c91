package io.sealstream.sinks.evidence;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counters of one writer. They count attempts: what is replayed after a failure counts again. */
final class WriterMetrics {
  private final Counter sealed;
  private final Counter undecodable;

  WriterMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("sealstream").addGroup("evidence");
    sealed = group.counter("numRecordsSealed");
    undecodable = group.counter("numRecordsUndecodable");
  }

  void count(boolean decodable) {
    sealed.inc();
    if (!decodable) {
      undecodable.inc();
    }
  }
}
