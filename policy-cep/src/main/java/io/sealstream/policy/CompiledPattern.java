package io.sealstream.policy;

import io.sealstream.policy.ViolationId.Bucket;
import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.GroupPlan;
import io.sealstream.policy.plan.Grouping;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.SequenceRules;
import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.sigma.SigmaRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy whose envelope has a sequence or an absence. Immutable; evaluated on one thread at a
 * time.
 */
public final class CompiledPattern implements HitPolicy {
  private final PolicyIdentity identity;
  private final RuleBook book;
  private final GroupPlan plan;
  private final Charter charter;
  private final long seen;

  /**
   * Of a plan that has been read.
   *
   * @param book the rules of the file, with all slots that the plan needs
   */
  CompiledPattern(PolicyIdentity identity, RuleBook book, GroupPlan plan, Charter charter) {
    this.identity = identity;
    this.book = book;
    this.plan = plan;
    this.charter = charter;
    this.seen =
        plan instanceof Sequence sequence
            ? SequenceRules.seen(sequence)
            : SequenceRules.seen((Absence) plan);
  }

  @Override
  public PolicyIdentity identity() {
    return identity;
  }

  @Override
  public Charter charter() {
    return charter;
  }

  @Override
  public List<SigmaRule> rules() {
    return book.rules();
  }

  @Override
  public List<FieldPath> slots() {
    return book.slots();
  }

  @Override
  public List<List<String>> values(EventView event) {
    return book.values(event);
  }

  @Override
  public List<List<String>> kept(List<List<String>> values) {
    return values;
  }

  /** An excepted event is no trigger; what is expected it may still be, unless one rule is both. */
  @Override
  public long excepted(long rules) {
    return plan instanceof Absence absence ? rules & absence.expected() & ~absence.trigger() : 0;
  }

  /** Over the stretch of time that the envelope's dedup has, else over the anchor. */
  @Override
  public String violationId(String tenant, Map<String, String> group, Hit anchor) {
    return bucket(anchor)
        .map(bucket -> ViolationId.inBucket(tenant, id(), identity.version(), group, bucket))
        .orElseGet(() -> ViolationId.of(tenant, id(), identity.version(), group, anchor.eventId()));
  }

  @Override
  public long violationEnd(Hit anchor) {
    return bucket(anchor).map(Bucket::endMillis).orElse(anchor.timeMillis());
  }

  private Optional<Bucket> bucket(Hit anchor) {
    return charter
        .envelope()
        .map(Envelope::dedup)
        .map(dedup -> Bucket.of(anchor.timeMillis(), dedup.window().toMillis()));
  }

  /** Twice the span where a trigger has it on either side. */
  @Override
  public long reachMillis() {
    return Times.plus(plan.withinMillis(), isEither() ? plan.withinMillis() : 0);
  }

  @Override
  public long lookBackMillis() {
    return plan instanceof Absence absence && absence.order() != Absence.Order.AFTER
        ? absence.withinMillis()
        : 0;
  }

  /** Whether it is an absence on either side of its triggers. */
  boolean isEither() {
    return plan instanceof Absence absence && absence.order() == Absence.Order.EITHER;
  }

  @Override
  public CompiledPattern under(Charter other) {
    return new CompiledPattern(identity, book, plan, other);
  }

  GroupPlan plan() {
    return plan;
  }

  /** Which rules the event hits, whatever log it is of, as bits by place. Task thread only. */
  long rulesHit(EventView event) {
    return book.rulesHit(event);
  }

  /** The rules whose hits take part. */
  long seen() {
    return seen;
  }

  /** The watermark from which on nothing can be found any more at that time or before. */
  long goneAt(long timeMillis) {
    if (plan instanceof Absence absence) {
      return Times.plus(timeMillis, absence.patienceMillis());
    }
    return Times.plus(Times.plus(timeMillis, plan.withinMillis()), 1);
  }

  /** The group's names with these values. */
  Map<String, String> group(List<String> values) {
    return Grouping.named(plan.grouping().names(), values);
  }

  @Override
  public String toString() {
    return identity.toString();
  }
}
