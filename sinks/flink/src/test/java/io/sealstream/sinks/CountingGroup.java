package io.sealstream.sinks;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps counters under their full names. */
public final class CountingGroup extends UnregisteredMetricsGroup {
  private final String prefix;
  private final Map<String, Counter> counters;

  public CountingGroup() {
    this("", new TreeMap<>());
  }

  private CountingGroup(String prefix, Map<String, Counter> counters) {
    this.prefix = prefix;
    this.counters = counters;
  }

  @Override
  public MetricGroup addGroup(String name) {
    return new CountingGroup(prefix + name + ".", counters);
  }

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(prefix + name, key -> super.counter(name));
  }

  /** The counter of that full name, which must be there. */
  public long count(String name) {
    Counter counter = counters.get(name);
    if (counter == null) {
      throw new AssertionError("no counter " + name + " among " + counters.keySet());
    }
    return counter.getCount();
  }
}
