package io.sealstream.policy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counters in the group {@code sealstream.policy}. Task thread only. */
final class PolicyMetrics {
  private final MetricGroup group;
  private final Counter eventsEvaluated;
  private final Counter violations;

  /** Events whose {@code original} is no JSON object, so that no vendor rule could read them. */
  private final Counter originalsUnreadable;

  private final Map<String, Counter> violationsByPolicy = new HashMap<>();

  PolicyMetrics(MetricGroup root) {
    this.group = root.addGroup("sealstream").addGroup("policy");
    this.eventsEvaluated = group.counter("numEventsEvaluated");
    this.violations = group.counter("numViolations");
    this.originalsUnreadable = group.counter("numOriginalsUnreadable");
  }

  void evaluated(boolean originalReadable) {
    eventsEvaluated.inc();
    if (!originalReadable) {
      originalsUnreadable.inc();
    }
  }

  void violation(String policyId) {
    violations.inc();
    violationsByPolicy
        .computeIfAbsent(policyId, id -> group.addGroup("policy", id).counter("numViolations"))
        .inc();
  }
}
