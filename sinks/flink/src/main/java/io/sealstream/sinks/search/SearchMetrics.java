package io.sealstream.sinks.search;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counters of one writer, group {@code sealstream.search}. Counted on the writer's own thread. */
final class SearchMetrics {
  private final Counter indexed;
  private final Counter alreadyThere;
  private final Counter rejected;
  private final Counter retries;

  SearchMetrics(MetricGroup parent) {
    MetricGroup group = parent.addGroup("sealstream").addGroup("search");
    indexed = group.counter("numDocsIndexed");
    alreadyThere = group.counter("numDocsAlreadyThere");
    rejected = group.counter("numDocsRejected");
    retries = group.counter("numRetries");
  }

  void count(BulkOutcome outcome) {
    indexed.inc(outcome.indexed());
    alreadyThere.inc(outcome.alreadyThere());
    rejected.inc(outcome.refused().size());
  }

  void retry() {
    retries.inc();
  }
}
