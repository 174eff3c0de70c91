package io.sealstream.policy.sigma;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** Reads what a {@link io.sealstream.policy.plan.Hit} keeps of an event. Task thread only. */
final class HitReading {
  private HitReading() {}

  /** Which of the rules the event hits, as bits by place: none is 0. */
  static long rulesHit(List<SigmaRule> rules, EventView event) {
    long hit = 0;
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).detection().matches(event)) {
        hit |= 1L << i;
      }
    }
    return hit;
  }

  /** What the event holds in each slot, but for nulls. */
  static List<List<String>> values(List<FieldPath> slots, EventView event) {
    List<List<String>> values = new ArrayList<>(slots.size());
    for (FieldPath slot : slots) {
      values.add(event.values(slot).texts());
    }
    return List.copyOf(values);
  }
}
