package io.sealstream.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts by policy and tenant since they were taken last. A count of the policy and tenant of the
 * one before costs a comparison and an addition. Task thread only.
 */
final class Tallies {
  /** Tenants are what producers say; of more, the tenants are no longer told apart. */
  static final int MOST_ROWS = 20_000;

  private final IdentityHashMap<PolicyIdentity, Map<String, Map<Kind, Count>>> counts =
      new IdentityHashMap<>();
  private int rows;
  private @Nullable PolicyIdentity lastPolicy;
  private String lastTenant = "";
  private Map<Kind, Count> last = new EnumMap<>(Kind.class);

  /** What is counted; what the log calls it. */
  enum Kind {
    EVALUATED,
    HITS,
    VIOLATIONS,
    SUPPRESSED,
    SHADOW,
    CORRELATED,
    DEDUPLICATED,
    TOO_LATE;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
      return word;
    }
  }

  /**
   * What was counted of a policy and tenant.
   *
   * @param counts by the words of the kinds, sorted; what was not counted is left out
   */
  record Row(PolicyIdentity policy, String tenant, Map<String, Long> counts) {}

  private static final class Count {
    private long value;
  }

  @SuppressWarnings("ReferenceEquality") // equal ones that are not the same are added up in take()
  void add(PolicyIdentity policy, String tenant, Kind kind, long count) {
    if (policy != lastPolicy || !tenant.equals(lastTenant)) {
      last = row(policy, tenant);
      lastPolicy = policy;
      lastTenant = tenant;
    }
    Count known = last.get(kind);
    if (known == null) {
      known = new Count();
      last.put(kind, known);
    }
    known.value += count;
  }

  private Map<Kind, Count> row(PolicyIdentity policy, String tenant) {
    Map<String, Map<Kind, Count>> byTenant =
        counts.computeIfAbsent(policy, made -> new LinkedHashMap<>());
    Map<Kind, Count> known = byTenant.get(tenant);
    if (known != null) {
      return known;
    }
    if (rows < MOST_ROWS) {
      rows++;
      var made = new EnumMap<Kind, Count>(Kind.class);
      byTenant.put(tenant, made);
      return made;
    }
    return byTenant.computeIfAbsent(PublicationDecisions.TENANT, made -> new EnumMap<>(Kind.class));
  }

  /** All of them, by policy and tenant; then begins anew. */
  List<Row> take() {
    // One version may have been compiled more than once: rows are by what it says, not by object.
    var sorted = new TreeMap<String, Row>();
    counts.forEach(
        (policy, byTenant) ->
            byTenant.forEach(
                (tenant, each) ->
                    sorted.merge(
                        policy + " " + policy.contentHash() + " " + tenant,
                        new Row(policy, tenant, named(each)),
                        Tallies::together)));
    counts.clear();
    rows = 0;
    lastPolicy = null;
    return new ArrayList<>(sorted.values());
  }

  private static Map<String, Long> named(Map<Kind, Count> counts) {
    var named = new TreeMap<String, Long>();
    counts.forEach((kind, count) -> named.put(kind.word(), count.value));
    return named;
  }

  private static Row together(Row one, Row other) {
    var sum = new TreeMap<>(one.counts());
    other.counts().forEach((word, count) -> sum.merge(word, count, Long::sum));
    return new Row(one.policy(), one.tenant(), sum);
  }
}
