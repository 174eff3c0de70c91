package io.sealstream.policy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what became of findings, all and by policy. Task thread only. */
final class DecisionCounters {
  private static final String VIOLATIONS = "numViolations";
  private static final String SUPPRESSED = "numSuppressed";
  private static final String SHADOW = "numShadow";

  private final MetricGroup group;
  private final Counter violations;

  /** What an exception holds back. */
  private final Counter suppressed;

  /** Of policies that do not enforce. */
  private final Counter shadow;

  private final Map<String, Counter> byPolicy = new HashMap<>();

  DecisionCounters(MetricGroup group) {
    this.group = group;
    this.violations = group.counter(VIOLATIONS);
    this.suppressed = group.counter(SUPPRESSED);
    this.shadow = group.counter(SHADOW);
  }

  void violation(String policyId) {
    violations.inc();
    ofPolicy(policyId, VIOLATIONS).inc();
  }

  void suppressed(String policyId) {
    suppressed.inc();
    ofPolicy(policyId, SUPPRESSED).inc();
  }

  void shadow(String policyId) {
    shadow.inc();
    ofPolicy(policyId, SHADOW).inc();
  }

  private Counter ofPolicy(String policyId, String name) {
    return byPolicy.computeIfAbsent(
        name + ' ' + policyId, key -> group.addGroup("policy", policyId).counter(name));
  }
}
