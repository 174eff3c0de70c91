package io.sealstream.policy;

import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.Groups;
import io.sealstream.schemas.DecodedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says under which keys a hit belongs: where a group field holds several values, one for each of
 * them. Task thread only.
 */
final class HitKeys {
  /** An event is in so many groups at most for each rule that it hits. */
  private static final int MAX_GROUPS = Limits.DEFAULT.groups();

  private final Map<HitPolicy, Correlator> correlators = new HashMap<>();

  HitKeys(List<CompiledCorrelation> correlations) {
    // Keys do not depend on the lateness.
    correlations.forEach(c -> correlators.put(c, c.correlator(Duration.ZERO)));
  }

  /** None where the event lacks a field that the policy groups by. */
  List<KeyedHit> of(MemberHit member, DecodedEvent decoded, LossCounters losses) {
    Hit hit = member.of(decoded);
    String tenant = decoded.event().getTenantId();
    PolicyContent policy = member.policy().identity().content();
    var keyed = new ArrayList<KeyedHit>(1);
    if (member.policy() instanceof CompiledPattern pattern) {
      Groups groups = Groups.of(pattern.plan().grouping(), hit, pattern.seen(), MAX_GROUPS);
      groups
          .hits()
          .forEach(
              (group, own) ->
                  keyed.add(new KeyedHit(new CorrelationKey(tenant, policy, group), own)));
      if (groups.cut() > 0) {
        losses.lost(Loss.GROUPS_CUT, groups.cut());
      }
      return keyed;
    }
    Correlator correlator = correlators.get(member.policy());
    if (correlator == null) {
      throw new IllegalArgumentException(member.policy() + " is of another compilation");
    }
    for (List<String> group : correlator.keys(hit, new Findings(losses))) {
      keyed.add(new KeyedHit(new CorrelationKey(tenant, policy, group), hit));
    }
    return keyed;
  }
}
