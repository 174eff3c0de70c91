package io.sealstream.policy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * What matching tells of each policy, in the group {@code policy.ID}. A policy is registered when
 * an event first hits it: thousands that find nothing cost no metric. Task thread only; gauges are
 * read from others.
 */
final class PolicyMeters {
  /** Of so many samples the mean is made; older ones fade. */
  private static final int SAMPLES = 64;

  private final MetricGroup group;
  private final Map<String, Meter> byPolicy = new HashMap<>();

  private static final class Meter {
    private final Counter evaluated = new SimpleCounter();
    private final Counter hits = new SimpleCounter();
    private int samples;
    private volatile long meanNanos;
    private volatile long lastFired;
    private boolean isRegistered;
  }

  PolicyMeters(MetricGroup group) {
    this.group = group;
  }

  /** That an event hit a rule of the policy. */
  void hit(String policyId) {
    Meter meter = of(policyId);
    meter.hits.inc();
    if (!meter.isRegistered) {
      meter.isRegistered = true;
      MetricGroup own = group.addGroup("policy", policyId);
      own.counter("numEventsEvaluated", meter.evaluated);
      own.counter("numEventsHit", meter.hits);
      own.gauge("lastFiredMs", (Gauge<Long>) () -> meter.lastFired);
      own.gauge("meanMatchNanos", (Gauge<Long>) () -> meter.meanNanos);
    }
  }

  /** So many more events that the policy looked at. */
  void evaluated(String policyId, long events) {
    of(policyId).evaluated.inc(events);
  }

  /** A finding that no exception holds back. */
  void fired(String policyId, long eventTimeMillis) {
    Meter meter = of(policyId);
    meter.lastFired = Math.max(meter.lastFired, eventTimeMillis);
  }

  /** How long a rule of the policy took for one event. */
  void took(String policyId, long nanos) {
    Meter meter = of(policyId);
    meter.samples = Math.min(meter.samples + 1, SAMPLES);
    long mean = meter.meanNanos;
    meter.meanNanos = mean + (nanos - mean) / meter.samples;
  }

  private Meter of(String policyId) {
    return byPolicy.computeIfAbsent(policyId, made -> new Meter());
  }
}
