package io.sealstream.policy;

import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the decisions of a backtest, and hands them on. */
final class BacktestDecisions {
  private final Map<String, String> fileById = new HashMap<>();
  private final Consumer<BacktestDecision> receiver;

  BacktestDecisions(PolicyBook policies, Consumer<BacktestDecision> receiver) {
    policies.policies().forEach(p -> fileById.put(p.id(), p.charter().file()));
    policies.hitPolicies().forEach(p -> fileById.put(p.id(), p.charter().file()));
    this.receiver = receiver;
  }

  /** About a single event. */
  void of(PolicyIdentity policy, AuditEvent event, Outcome outcome) {
    receiver.accept(
        new BacktestDecision(
            policy.violationId(event),
            policy.id(),
            policy.version(),
            file(policy),
            Map.of(),
            List.of(event.getId()),
            event.getTime(),
            outcome));
  }

  /** About several events. */
  void of(HitPolicy policy, String tenant, Match match, String id) {
    Hit anchor = match.anchor();
    boolean isTold = policy.terms().isTold(policy.id(), tenant, match.group());
    List<String> events =
        match.events().stream()
            .sorted(
                Comparator.comparingLong(Hit::timeMillis)
                    .thenComparing(hit -> hit.eventId().equals(anchor.eventId()))
                    .thenComparing(Hit::eventId))
            .map(Hit::eventId)
            .toList();
    receiver.accept(
        new BacktestDecision(
            id,
            policy.id(),
            policy.identity().version(),
            file(policy.identity()),
            match.group(),
            events,
            Instant.ofEpochMilli(anchor.timeMillis()),
            isTold ? Outcome.VIOLATION : Outcome.SHADOW));
  }

  private String file(PolicyIdentity policy) {
    return fileById.getOrDefault(policy.id(), "");
  }
}
