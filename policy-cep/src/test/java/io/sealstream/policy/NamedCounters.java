package io.sealstream.policy;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Keeps the counters of ours in a harness by their names below {@code sealstream}. */
final class NamedCounters {
  private static final String OURS = "sealstream.";

  private final Map<String, Counter> counters = new TreeMap<>();
  private final Map<String, Metric> others = new TreeMap<>();

  TaskMetricGroup taskGroup() {
    var registry = TestingMetricRegistry.builder().setRegisterConsumer(this::register).build();
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionAttemptID.randomId(), "task");
  }

  private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
    String full = group.getMetricIdentifier(name);
    int ours = full.indexOf(OURS);
    if (metric instanceof Counter counter && ours >= 0) {
      counters.putIfAbsent(full.substring(ours + OURS.length()), counter);
    } else if (ours >= 0) {
      others.putIfAbsent(full.substring(ours + OURS.length()), metric);
    }
  }

  /** The counter of that name in the group {@code sealstream.policy}, which must be there. */
  long count(String name) {
    Counter counter = counters.get("policy." + name);
    if (counter == null) {
      throw new AssertionError("no counter " + name + " among " + counters.keySet());
    }
    return counter.getCount();
  }

  /** What the gauge of that name says now; it must be there. */
  long gauge(String name) {
    if (others.get("policy." + name) instanceof Gauge<?> gauge) {
      return (Long) gauge.getValue();
    }
    throw new AssertionError("no gauge " + name + " among " + others.keySet());
  }

  /** How many values the histogram of that name got; it must be there. */
  long samples(String name) {
    if (others.get("policy." + name) instanceof Histogram histogram) {
      return histogram.getCount();
    }
    throw new AssertionError("no histogram " + name + " among " + others.keySet());
  }

  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
    return counts;
  }
}
