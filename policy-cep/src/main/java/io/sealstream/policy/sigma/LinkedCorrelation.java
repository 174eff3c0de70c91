package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Correlation;
import java.util.List;

/**
 * A correlation with all that it refers to. Immutable.
 *
 * @param rules the single-event rules: a {@link io.sealstream.policy.plan.Hit}'s bits are their
 *     places
 * @param slots the fields whose values a hit carries, in the order of its slots
 */
public record LinkedCorrelation(
    DocumentName name,
    RuleHeader header,
    List<SigmaRule> rules,
    List<FieldPath> slots,
    Correlation plan) {
  public LinkedCorrelation {
    rules = List.copyOf(rules);
    slots = List.copyOf(slots);
  }

  /** Which rules the event hits, as bits by place: none is 0. Task thread only. */
  public long rulesHit(EventView event) {
    return HitReading.rulesHit(rules, event);
  }

  /** What an event holds in the slots. Task thread only. */
  public List<List<String>> values(EventView event) {
    return HitReading.values(slots, event);
  }
}
