package io.sealstream.sinks;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps counters, gauges and histograms under their full names. */
public final class CountingGroup extends UnregisteredMetricsGroup {
  private final String prefix;
  private final Map<String, Metric> metrics;

  public CountingGroup() {
    this("", new TreeMap<>());
  }

  private CountingGroup(String prefix, Map<String, Metric> metrics) {
    this.prefix = prefix;
    this.metrics = metrics;
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new CountingGroup(prefix + name + ".", metrics);
  }

  @Override
  public Counter counter(String name) {
    return (Counter) metrics.computeIfAbsent(prefix + name, key -> super.counter(name));
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    metrics.put(prefix + name, counter);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    metrics.put(prefix + name, gauge);
    return gauge;
  }

  @Override
  public <H extends Histogram> H histogram(String name, H histogram) {
    metrics.put(prefix + name, histogram);
    return histogram;
  }

  /** Full names of all that was registered. */
  public Set<String> names() {
    return Set.copyOf(metrics.keySet());
  }

  /** The counter of that full name, which must be there. */
  public long count(String name) {
    return ((Counter) metric(name)).getCount();
  }

  /** What the gauge of that full name shows. */
  public Object shown(String name) {
    return ((Gauge<?>) metric(name)).getValue();
  }

  /** The histogram of that full name, which must be there. */
  public Histogram histogram(String name) {
    return (Histogram) metric(name);
  }

  private Metric metric(String name) {
    Metric metric = metrics.get(name);
    if (metric == null) {
      throw new AssertionError("no metric " + name + " among " + metrics.keySet());
    }
    return metric;
  }
}
