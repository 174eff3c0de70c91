package io.sealstream.policy;

import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.DecodedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says under which keys a hit belongs: where a group field holds several values, one for each of
 * them. Task thread only.
 */
final class HitKeys {
  private final Map<CompiledCorrelation, Correlator> correlators = new HashMap<>();

  HitKeys(List<CompiledCorrelation> correlations) {
    // Keys do not depend on the lateness.
    correlations.forEach(c -> correlators.put(c, c.correlator(Duration.ZERO)));
  }

  /** None where the event lacks a field that the correlation groups by. */
  List<KeyedHit> of(MemberHit member, DecodedEvent decoded, LossCounters losses) {
    Correlator correlator = correlators.get(member.correlation());
    if (correlator == null) {
      throw new IllegalArgumentException(member.correlation() + " is of another compilation");
    }
    Hit hit = member.of(decoded);
    String tenant = decoded.event().getTenantId();
    PolicyIdentity policy = member.correlation().identity();
    return correlator.keys(hit, new Findings(losses)).stream()
        .map(group -> new KeyedHit(CorrelationKey.of(tenant, policy, group), hit))
        .toList();
  }
}
