package io.sealstream.sinks.evidence;

import io.sealstream.sinks.CountingGroup;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.UnregisteredOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.UnregisteredTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;

/** A task whose operators register their own metrics in a group of the test. */
final class MeasuredTask extends UnregisteredTaskMetricGroup {
  private final CountingGroup metrics;

  private MeasuredTask(CountingGroup metrics) {
    this.metrics = metrics;
  }

  static MockEnvironment of(CountingGroup metrics) {
    return new MockEnvironmentBuilder().setMetricGroup(new MeasuredTask(metrics)).build();
  }

  @Override
  public InternalOperatorMetricGroup getOrAddOperator(
      OperatorID id, String name, Map<String, String> variables) {
    return new Operator(metrics);
  }

  private static final class Operator extends UnregisteredOperatorMetricGroup {
    private final CountingGroup metrics;

    Operator(CountingGroup metrics) {
      this.metrics = metrics;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return metrics.addGroup(name);
    }
  }
}
