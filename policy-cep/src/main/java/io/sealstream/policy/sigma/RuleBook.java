package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The single-event rules of one file by their places, and the fields that a plan wants of the
 * events that hit them: what turns an event into a {@link io.sealstream.policy.plan.Hit}. Grows
 * while plans are read, and is for one thread.
 */
public final class RuleBook {
  private final List<SigmaRule> rules;
  private final Naming naming;
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final List<FieldPath> paths = new ArrayList<>();

  /**
   * A book without slots yet.
   *
   * @param naming how fields are called; its table gets those that are asked for
   */
  public RuleBook(List<SigmaRule> rules, Naming naming) {
    this.rules = List.copyOf(rules);
    this.naming = naming;
  }

  /** How many rules there are. */
  public int size() {
    return rules.size();
  }

  /** The rules, in the order of their places. */
  public List<SigmaRule> rules() {
    return rules;
  }

  /** The places of the rules with that name or id; where there is none, of those so titled. */
  public List<Integer> places(String reference) {
    List<Integer> named =
        IntStream.range(0, rules.size())
            .filter(i -> rules.get(i).name().is(reference))
            .boxed()
            .toList();
    return named.isEmpty()
        ? IntStream.range(0, rules.size())
            .filter(i -> rules.get(i).header().title().equals(reference))
            .boxed()
            .toList()
        : named;
  }

  /** The slot that holds a field's values: a new one for a field not asked for before. */
  public int slot(String field) {
    return slots.computeIfAbsent(
        field,
        name -> {
          paths.add(naming.path(name));
          return paths.size() - 1;
        });
  }

  /** The fields asked for until now, in the order of their slots. */
  public List<FieldPath> slots() {
    return List.copyOf(paths);
  }

  /** Which rules the event hits, as bits by place: none is 0. Task thread only. */
  public long rulesHit(EventView event) {
    return HitReading.rulesHit(rules, event);
  }

  /** What an event holds in the slots. Task thread only. */
  public List<List<String>> values(EventView event) {
    return HitReading.values(paths, event);
  }
}
