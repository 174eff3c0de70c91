package io.sealstream.policy;

import io.sealstream.policy.correlate.Added;
import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.sequence.Arrival;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counters of correlating, in the group {@code sealstream.policy}. Every hit is counted in {@code
 * numHits}, and besides in one of the others where it did not simply take part. Task thread only.
 */
final class CorrelationMetrics {
  private final Counter hits;

  /** Took part, but came when the watermark had passed its time. */
  private final Counter hitsLate;

  /** Came when all its windows had gone. */
  private final Counter hitsTooLate;

  /** Of events that were held already. */
  private final Counter hitsRepeated;

  /** Under way when the job was restored with other policies; their policy is not among them. */
  private final Counter hitsWithoutPolicy;

  /** Anchors in a bucket that had its violation. */
  private final Counter matchesDeduplicated;

  /** Begun, and given up since the group had too many. */
  private final Counter matchesGivenUp;

  private final DecisionCounters decisions;
  private final LossCounters losses;
  private final HitMeters meters;

  CorrelationMetrics(MetricGroup root) {
    MetricGroup group = root.addGroup("sealstream").addGroup("policy");
    this.hits = group.counter("numHits");
    this.hitsLate = group.counter("numHitsLate");
    this.hitsTooLate = group.counter("numHitsTooLate");
    this.hitsRepeated = group.counter("numHitsRepeated");
    this.hitsWithoutPolicy = group.counter("numHitsWithoutPolicy");
    this.matchesDeduplicated = group.counter("numMatchesDeduplicated");
    this.matchesGivenUp = group.counter("numMatchesGivenUp");
    this.decisions = new DecisionCounters(group);
    this.losses = new LossCounters(group);
    this.meters = new HitMeters(group);
  }

  void hit() {
    hits.inc();
  }

  void withoutPolicy() {
    hitsWithoutPolicy.inc();
  }

  /**
   * What became of a hit.
   *
   * @param late whether the watermark had passed its time
   */
  void added(Added added, boolean late) {
    switch (added) {
      case REPEATED -> hitsRepeated.inc();
      case GONE -> hitsTooLate.inc();
      case LATE -> hitsLate.inc();
      case TAKEN -> hitsLate.inc(late ? 1 : 0);
      case NO_PART ->
          throw new IllegalStateException("a hit was sent to a group that it is not part of");
    }
  }

  /** What became of a hit of a sequence or an absence. */
  void arrived(Arrival arrival) {
    switch (arrival) {
      case TAKEN -> {}
      case LATE -> hitsLate.inc();
      case TOO_LATE -> hitsTooLate.inc();
      case REPEATED -> hitsRepeated.inc();
      case FULL -> losses.lost(Loss.EVICTED, 1);
      case NO_PART ->
          throw new IllegalStateException("a hit was sent to a policy that has no use for it");
    }
  }

  /** Begun matches of a sequence, the oldest ones. */
  void givenUp(long partialMatches) {
    matchesGivenUp.inc(partialMatches);
  }

  void deduplicated() {
    matchesDeduplicated.inc();
  }

  void violation(String policyId, long eventTimeMillis) {
    meters.fired(policyId, eventTimeMillis);
    decisions.violation(policyId);
  }

  void shadow(String policyId, long eventTimeMillis) {
    meters.fired(policyId, eventTimeMillis);
    decisions.shadow(policyId);
  }

  HitMeters meters() {
    return meters;
  }

  LossCounters losses() {
    return losses;
  }
}
