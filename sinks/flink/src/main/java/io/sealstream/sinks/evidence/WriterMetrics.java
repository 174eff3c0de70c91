package io.sealstream.sinks.evidence;

import io.sealstream.evidence.SealableRecord;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * What one writer shows. Its counters count attempts: what is replayed after a failure counts
 * again. Task thread only.
 */
final class WriterMetrics {
  private final Counter sealed;
  private final Counter undecodable;
  private final Counter unsealed = new SimpleCounter();

  WriterMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("sealstream").addGroup("evidence");
    sealed = group.counter("numRecordsSealed");
    undecodable = group.counter("numRecordsUndecodable");
    Gauge<Long> bytes = unsealed::getCount;
    group.gauge("unsealedBytes", bytes);
  }

  void count(SealableRecord record) {
    sealed.inc();
    if (record.reason() != null) {
      undecodable.inc();
    }
    var value = record.received().value();
    unsealed.inc(value == null ? 0 : value.size());
  }

  /** The sealer counts from here what was taken in. */
  void handedOn() {
    unsealed.dec(unsealed.getCount());
  }
}
