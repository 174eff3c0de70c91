package io.sealstream.policy;

import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.DecodedEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That an event hit rules which feed a policy over several events.
 *
 * @param rules as bits by place
 * @param values what the event holds in each of the policy's slots
 */
record MemberHit(HitPolicy policy, long rules, List<List<String>> values) {
  MemberHit {
    values = List.copyOf(values);
  }

  /**
   * Both together: of an event that hit rules over the vendor's JSON and rules over its own fields,
   * a slot holds what either of them holds there.
   */
  MemberHit and(MemberHit other) {
    List<List<String>> both = new ArrayList<>(values.size());
    for (int slot = 0; slot < values.size(); slot++) {
      Set<String> merged = new LinkedHashSet<>(values.get(slot));
      merged.addAll(other.values.get(slot));
      both.add(List.copyOf(merged));
    }
    return new MemberHit(policy, rules | other.rules, both);
  }

  /** What remains of it where an exception matches the event; null where nothing does. */
  @Nullable MemberHit excepted() {
    long remaining = policy.excepted(rules);
    return remaining == 0 ? null : new MemberHit(policy, remaining | (rules & Hit.CARRIED), values);
  }

  /** What is kept of the event. */
  Hit of(DecodedEvent decoded) {
    return new Hit(
        decoded.event().getId(),
        decoded.event().getTime().toEpochMilli(),
        decoded.topic(),
        decoded.partition(),
        decoded.offset(),
        rules,
        policy.kept(values));
  }
}
