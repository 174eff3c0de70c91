package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Correlation;
import io.sealstream.policy.plan.Correlation.Member;
import io.sealstream.policy.plan.Correlation.Source;
import java.util.List;
import java.util.stream.IntStream;

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

  /**
   * Every event of one rule, by itself.
   *
   * @param by the fields to group by, none twice; may be empty
   */
  static LinkedCorrelation ofEachEvent(SigmaRule rule, List<String> by, Naming naming) {
    List<Integer> places = IntStream.range(0, by.size()).boxed().toList();
    String name = rule.name().name();
    var member =
        new Member(
            name == null ? rule.header().title() : name, new Source.Rule(0), places, List.of());
    return new LinkedCorrelation(
        rule.name(),
        rule.header(),
        List.of(rule),
        by.stream().map(naming::path).toList(),
        Correlation.ofEachEvent(member, by));
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
