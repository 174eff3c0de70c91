package io.sealstream.policy;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** Keeps the counters of a harness by name, without their group. */
final class RecordingMetrics {
  private final Map<String, Counter> counters = new TreeMap<>();

  TaskMetricGroup taskGroup() {
    var registry = TestingMetricRegistry.builder().setRegisterConsumer(this::register).build();
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionAttemptID.randomId(), "task");
  }

  private void register(Metric metric, String name, AbstractMetricGroup<?> group) {
    if (metric instanceof Counter counter) {
      counters.putIfAbsent(name, counter);
    }
  }

  /** The counter of that name, which must be there. */
  long count(String name) {
    Counter counter = counters.get(name);
    if (counter == null) {
      throw new AssertionError("no counter " + name + " among " + counters.keySet());
    }
    return counter.getCount();
  }
}
