package io.sealstream.policy;

import io.sealstream.policy.envelope.Terms.Ruling;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.LogSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what policies evaluated since the last summary. Events are counted by what decides which
 * policies look at them, and turned into a count for each policy only when a summary is made. Task
 * thread only.
 */
final class Evaluations {
  static final String EVALUATED = "evaluated";

  /** Tenants and log sources are what producers say; more of them are summed up early. */
  private static final int MOST_COUNTED = 10_000;

  private final int subtask;
  private final Map<Seen, Count> seen = new HashMap<>();
  private final Map<PolicyIdentity, Map<String, Long>> outcomes = new HashMap<>();
  private Seen last = new Seen(PolicySet.NONE, "", "", null, null);
  private Count lastCount = new Count();

  /** Of one entry until now, for as long as nothing is summed up. */
  private record Seen(
      PolicySet policies,
      String tenant,
      String product,
      @Nullable String service,
      @Nullable String category) {

    /** Not through a new one: most events are like the one before. */
    boolean isOf(PolicySet set, AuditEvent event) {
      LogSource source = event.getLogSource();
      return policies == set
          && tenant.equals(event.getTenantId())
          && product.equals(source.getProduct())
          && Objects.equals(service, source.getService())
          && Objects.equals(category, source.getCategory());
    }
  }

  private static final class Count {
    private long events;
  }

  Evaluations(int subtask) {
    this.subtask = subtask;
  }

  void evaluated(PolicySet policies, AuditEvent event) {
    if (!last.isOf(policies, event)) {
      LogSource source = event.getLogSource();
      var next =
          new Seen(
              policies,
              event.getTenantId(),
              source.getProduct(),
              source.getService(),
              source.getCategory());
      if (seen.size() >= MOST_COUNTED && !seen.containsKey(next)) {
        expand();
      }
      last = next;
      lastCount = seen.computeIfAbsent(last, made -> new Count());
    }
    lastCount.events++;
  }

  void found(PolicyIdentity policy, Ruling ruling) {
    hit(policy);
    switch (ruling) {
      case VIOLATION -> add(policy, "violations", 1);
      case SUPPRESSED -> add(policy, "suppressed", 1);
      case SHADOW -> add(policy, "shadow", 1);
      case NOT_JUDGED -> throw new IllegalArgumentException("not judged is no finding");
    }
  }

  /** That an event hit a rule of a policy. */
  void hit(PolicyIdentity policy) {
    add(policy, "hits", 1);
  }

  /**
   * One for each policy that looked at events since the last call.
   *
   * @param epoch the checkpoint that these precede; null at the end
   */
  List<Decision> summaries(@Nullable Long epoch, Instant now) {
    expand();
    var sorted = new TreeMap<String, Decision>();
    outcomes.forEach(
        (policy, counts) ->
            sorted.put(
                policy + " " + policy.contentHash(),
                PublicationDecisions.summary(policy, counts, epoch, subtask, now)));
    outcomes.clear();
    return List.copyOf(sorted.values());
  }

  private void expand() {
    seen.forEach(
        (key, count) -> {
          var source = new LogSource(key.product(), key.service(), key.category());
          for (PolicyIdentity policy : key.policies().looking(key.tenant(), source)) {
            add(policy, EVALUATED, count.events);
          }
        });
    seen.clear();
    last = new Seen(PolicySet.NONE, "", "", null, null);
  }

  private void add(PolicyIdentity policy, String what, long count) {
    outcomes.computeIfAbsent(policy, made -> new TreeMap<>()).merge(what, count, Long::sum);
  }
}
