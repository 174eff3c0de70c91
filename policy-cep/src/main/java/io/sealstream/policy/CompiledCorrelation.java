package io.sealstream.policy;

import io.sealstream.policy.ViolationId.Bucket;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.sigma.SigmaRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A policy over several events: a correlation that no other one refers to, with all that it refers
 * to; or a rule over single events whose envelope has a dedup. Immutable; evaluated on one thread
 * at a time.
 */
public final class CompiledCorrelation implements HitPolicy {
  private final PolicyIdentity identity;
  private final LinkedCorrelation linked;
  private final Charter charter;

  CompiledCorrelation(PolicyIdentity identity, LinkedCorrelation linked, Charter charter) {
    this.identity = identity;
    this.linked = linked;
    this.charter = charter;
  }

  /** {@code 1} for a bare Sigma correlation. */
  public String version() {
    return identity.version();
  }

  /** SHA-256 of the whole file's UTF-8 text, lower-case hex. */
  public String contentHash() {
    return identity.contentHash();
  }

  public RuleHeader header() {
    return identity.header();
  }

  @Override
  public Charter charter() {
    return charter;
  }

  @Override
  public PolicyIdentity identity() {
    return identity;
  }

  @Override
  public List<SigmaRule> rules() {
    return linked.rules();
  }

  @Override
  public List<FieldPath> slots() {
    return linked.slots();
  }

  @Override
  public List<List<String>> values(EventView event) {
    return linked.values(event);
  }

  /**
   * An event that lacks a field is told nevertheless where each event is: those that lack it are a
   * group, whose value is empty.
   */
  @Override
  public List<List<String>> kept(List<List<String>> values) {
    return plan().isOfEachEvent()
        ? values.stream().map(slot -> slot.isEmpty() ? List.of("") : slot).toList()
        : values;
  }

  @Override
  public long excepted(long rules) {
    return 0;
  }

  @Override
  public String violationId(String tenant, Map<String, String> group, Hit anchor) {
    return ViolationId.inBucket(tenant, id(), version(), group, bucket(anchor));
  }

  @Override
  public long violationEnd(Hit anchor) {
    return bucket(anchor).endMillis();
  }

  /** As long as the time span, unless the envelope says otherwise. */
  private Bucket bucket(Hit anchor) {
    long length =
        charter
            .envelope()
            .map(Envelope::dedup)
            .map(dedup -> dedup.window().toMillis())
            .orElse(plan().timespanMillis());
    return Bucket.of(anchor.timeMillis(), length);
  }

  @Override
  public long reachMillis() {
    return Correlator.reachMillis(plan());
  }

  @Override
  public CompiledCorrelation under(Charter other) {
    return new CompiledCorrelation(identity, linked, other);
  }

  Correlation plan() {
    return linked.plan();
  }

  /**
   * What finds its anchors, with the usual limits.
   *
   * @param lateness how late a hit may come, where the policy itself does not say
   */
  Correlator correlator(Duration lateness) {
    Duration own = timing().lateness();
    return new Correlator(linked.plan(), Limits.DEFAULT, own == null ? lateness : own);
  }

  @Override
  public String toString() {
    return identity.toString();
  }
}
