package io.sealstream.policy;

import io.sealstream.policy.Tallies.Kind;
import io.sealstream.policy.envelope.Terms.Ruling;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.LogSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts what policies evaluated since the last summary. Events are counted by what decides which
 * policies look at them, and turned into a count for each policy only when a summary is made. Task
 * thread only.
 */
final class Evaluations {
  static final String EVALUATED = Kind.EVALUATED.word();

  /** Tenants and log sources are what producers say; more of them are summed up early. */
  private static final int MOST_COUNTED = 10_000;

  private static final int LATELY = 1 << 8;

  private final Map<Seen, Count> seen = new LinkedHashMap<>();
  private final Tallies tallies = new Tallies();

  /** Those that came lately, by what is cheap to tell of them: most events are like one before. */
  private final @Nullable Count[] lately = new @Nullable Count[LATELY];

  /** Of one entry until now, for as long as nothing is summed up. */
  private record Seen(
      PolicySet policies,
      String tenant,
      String product,
      @Nullable String service,
      @Nullable String category) {

    /** Not through a new one. */
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
    private final Seen of;
    private long events;

    Count(Seen of) {
      this.of = of;
    }
  }

  void evaluated(PolicySet policies, AuditEvent event) {
    String service = event.getLogSource().getService();
    int slot = (event.getTenantId().hashCode() + 31 * Objects.hashCode(service)) & (LATELY - 1);
    Count count = lately[slot];
    if (count == null || !count.of.isOf(policies, event)) {
      count = count(policies, event);
      lately[slot] = count;
    }
    count.events++;
  }

  private Count count(PolicySet policies, AuditEvent event) {
    LogSource source = event.getLogSource();
    var of =
        new Seen(
            policies,
            event.getTenantId(),
            source.getProduct(),
            source.getService(),
            source.getCategory());
    if (seen.size() >= MOST_COUNTED && !seen.containsKey(of)) {
      expand();
    }
    return seen.computeIfAbsent(of, Count::new);
  }

  void found(PolicyIdentity policy, String tenant, Ruling ruling) {
    hit(policy, tenant);
    switch (ruling) {
      case VIOLATION -> tallies.add(policy, tenant, Kind.VIOLATIONS, 1);
      case SUPPRESSED -> tallies.add(policy, tenant, Kind.SUPPRESSED, 1);
      case SHADOW -> tallies.add(policy, tenant, Kind.SHADOW, 1);
      case NOT_JUDGED -> throw new IllegalArgumentException("not judged is no finding");
    }
  }

  /** That an event hit a rule of a policy. */
  void hit(PolicyIdentity policy, String tenant) {
    tallies.add(policy, tenant, Kind.HITS, 1);
  }

  /** One for each policy and each tenant of whom it looked at events since the last call. */
  List<Decision> summaries(SummarySpan span, Instant now) {
    expand();
    return tallies.take().stream()
        .map(row -> PublicationDecisions.summary(row, span, now))
        .toList();
  }

  private void expand() {
    seen.forEach(
        (key, count) -> {
          var source = new LogSource(key.product(), key.service(), key.category());
          for (PolicyIdentity policy : key.policies().looking(key.tenant(), source)) {
            tallies.add(policy, key.tenant(), Kind.EVALUATED, count.events);
          }
        });
    seen.clear();
    Arrays.fill(lately, null); // what they count is told
  }
}
