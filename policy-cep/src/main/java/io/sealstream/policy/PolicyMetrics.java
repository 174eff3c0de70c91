package io.sealstream.policy;

import io.sealstream.policy.envelope.Terms.Ruling;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Counters of matching, in the group {@code sealstream.policy}. Task thread only. */
final class PolicyMetrics {
  /** Of so many samples the histogram is made. */
  private static final int SAMPLES = 1_000;

  private final Counter eventsEvaluated;

  /** Events whose {@code original} is no JSON object, so that no vendor rule could read them. */
  private final Counter originalsUnreadable;

  /** Published policies that do not count. */
  private final Counter policiesRefused;

  private final Counter policiesTakenUp;

  /** Of these, the ones that govern events which had been judged before. */
  private final Counter lateActivations;

  private final DecisionCounters decisions;
  private final LossCounters losses;

  /** How long sampled events took, all policies together. */
  private final Histogram matchNanos;

  private final PolicyMeters meters;

  PolicyMetrics(MetricGroup root) {
    MetricGroup group = root.addGroup("sealstream").addGroup("policy");
    this.eventsEvaluated = group.counter("numEventsEvaluated");
    this.originalsUnreadable = group.counter("numOriginalsUnreadable");
    this.policiesRefused = group.counter("numPoliciesRefused");
    this.policiesTakenUp = group.counter("numPoliciesTakenUp");
    this.lateActivations = group.counter("numLateActivations");
    this.decisions = new DecisionCounters(group);
    this.losses = new LossCounters(group);
    this.matchNanos = group.histogram("matchNanos", new DescriptiveStatisticsHistogram(SAMPLES));
    this.meters = new PolicyMeters(group);
  }

  void evaluated(boolean originalReadable) {
    eventsEvaluated.inc();
    if (!originalReadable) {
      originalsUnreadable.inc();
    }
  }

  void refused() {
    policiesRefused.inc();
  }

  void takenUp(boolean late) {
    policiesTakenUp.inc();
    lateActivations.inc(late ? 1 : 0);
  }

  void found(String policyId, Ruling ruling, long eventTimeMillis) {
    meters.hit(policyId);
    if (ruling != Ruling.SUPPRESSED) {
      meters.fired(policyId, eventTimeMillis);
    }
    switch (ruling) {
      case NOT_JUDGED -> {}
      case VIOLATION -> decisions.violation(policyId);
      case SUPPRESSED -> decisions.suppressed(policyId);
      case SHADOW -> decisions.shadow(policyId);
    }
  }

  void took(long nanos) {
    matchNanos.update(nanos);
  }

  PolicyMeters meters() {
    return meters;
  }

  LossCounters losses() {
    return losses;
  }
}
