package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Hit;
import java.util.List;

/** Reads the slots of hits. */
final class Hits {

  private Hits() {}

  static Combinations combinations(Hit hit, List<Integer> slots, int limit) {
    return Combinations.of(slots.stream().map(slot -> hit.values().get(slot)).toList(), limit);
  }
}
