package io.sealstream.policy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * What correlating tells of each policy, in the group {@code policy.ID}, from its first hit on.
 * Task thread only; gauges are read from others.
 */
final class HitMeters {
  private final MetricGroup group;
  private final Map<String, Meter> byPolicy = new HashMap<>();

  /** Several things are told of one policy after the other. */
  private String lastId = "";

  private @Nullable Meter last;

  private static final class Meter {
    private final Counter hits;
    private volatile long held;
    private volatile long lastFired;

    Meter(MetricGroup own) {
      hits = own.counter("numHits");
      own.gauge("hitsHeld", (Gauge<Long>) () -> held);
      own.gauge("lastFiredMs", (Gauge<Long>) () -> lastFired);
    }
  }

  HitMeters(MetricGroup group) {
    this.group = group;
  }

  void hit(String policyId) {
    of(policyId).hits.inc();
  }

  /**
   * So many more hits are in state, or fewer. What an earlier run left there was not counted in,
   * and is counted out: never below none, so that it comes right when those have gone.
   */
  void held(String policyId, long more) {
    Meter meter = of(policyId);
    meter.held = Math.max(0, meter.held + more);
  }

  void fired(String policyId, long eventTimeMillis) {
    Meter meter = of(policyId);
    meter.lastFired = Math.max(meter.lastFired, eventTimeMillis);
  }

  private Meter of(String policyId) {
    Meter known = last;
    if (known == null || !policyId.equals(lastId)) {
      known = byPolicy.get(policyId);
      known = known != null ? known : byPolicy.computeIfAbsent(policyId, this::made);
      lastId = policyId;
      last = known;
    }
    return known;
  }

  private Meter made(String policyId) {
    return new Meter(group.addGroup("policy", policyId));
  }
}
