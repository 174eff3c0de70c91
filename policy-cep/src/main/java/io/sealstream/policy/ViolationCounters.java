package io.sealstream.policy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts violations, all and by policy. Task thread only. */
final class ViolationCounters {
  private final MetricGroup group;
  private final Counter all;
  private final Map<String, Counter> byPolicy = new HashMap<>();

  ViolationCounters(MetricGroup group) {
    this.group = group;
    this.all = group.counter("numViolations");
  }

  void violation(String policyId) {
    all.inc();
    byPolicy
        .computeIfAbsent(policyId, id -> group.addGroup("policy", id).counter("numViolations"))
        .inc();
  }
}
