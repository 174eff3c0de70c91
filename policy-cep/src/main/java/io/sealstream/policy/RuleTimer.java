package io.sealstream.policy;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;

/**
 * Times rules one by one, each on a sampled event of its log source: what they cost where the index
 * does not spare them. Policies take turns, so that a sample costs the same however many there are.
 * Task thread only.
 */
final class RuleTimer {
  /** How many policies a sample asks whether they look at the event. */
  private static final int MOST_ASKED = 64;

  private final PolicyMeters meters;
  private int turn;

  RuleTimer(PolicyMeters meters) {
    this.meters = meters;
  }

  /** Times the next policy that looks at such events, if it is near. */
  void time(PolicySet set, AuditEvent event) {
    PolicyBook book = set.book();
    List<HitPolicy> hitPolicies = book.hitPolicies();
    int single = book.policies().size();
    int all = single + hitPolicies.size();
    for (int asked = 0; asked < Math.min(all, MOST_ASKED); asked++) {
      int place = Math.floorMod(turn++, all);
      boolean timed =
          place < single
              ? time(book.policies().get(place), event, book.fields())
              : time(hitPolicies.get(place - single), event, book.fields());
      if (timed) {
        return;
      }
    }
  }

  private boolean time(CompiledPolicy policy, AuditEvent event, int fields) {
    return time(policy.id(), policy.rule(), event, fields);
  }

  private boolean time(HitPolicy policy, AuditEvent event, int fields) {
    return policy.rules().stream().anyMatch(rule -> time(policy.id(), rule, event, fields));
  }

  private boolean time(String policyId, SigmaRule rule, AuditEvent event, int fields) {
    if (!rule.logSource().matches(event.getLogSource())) {
      return false;
    }
    EventView view = EventViews.of(rule, event, fields);
    if (view == null) {
      return false;
    }
    long begin = System.nanoTime();
    boolean unused = rule.detection().matches(view);
    meters.took(policyId, System.nanoTime() - begin);
    return true;
  }
}
