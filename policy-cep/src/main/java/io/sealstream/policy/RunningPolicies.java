package io.sealstream.policy;

import io.sealstream.policy.PolicySupply.News;
import io.sealstream.policy.cep.GroupLimits;
import io.sealstream.policy.cep.GroupMatcher;
import io.sealstream.policy.correlate.Correlator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/** The policies over several events of the job, as keys name them. Task thread only. */
final class RunningPolicies implements AutoCloseable {
  private final Map<PolicyContent, Running> byContent = new HashMap<>();
  private final PolicySupply supply;
  private final Duration lateness;
  private final RuntimeContext context;

  /** A policy with what finds its matches. */
  sealed interface Running permits Correlating, Matching {
    HitPolicy policy();

    /**
     * What the values of a key are of: of a correlation's groups the names that all levels share.
     */
    Map<String, String> group(List<String> key);

    /** The watermark from which on nothing can be found any more at that time or before. */
    long goneAt(long timeMillis);
  }

  /** A correlation, which keeps a {@code CorrelationState} for each key. */
  record Correlating(CompiledCorrelation policy, Correlator correlator) implements Running {
    @Override
    public Map<String, String> group(List<String> key) {
      return correlator.named(key);
    }

    @Override
    public long goneAt(long timeMillis) {
      return correlator.goneAt(timeMillis);
    }
  }

  /** A sequence or an absence, which keeps {@code GroupStates}. */
  record Matching(CompiledPattern policy, GroupMatcher matcher) implements Running {
    @Override
    public Map<String, String> group(List<String> key) {
      return policy.group(key);
    }

    @Override
    public long goneAt(long timeMillis) {
      return policy.goneAt(timeMillis);
    }
  }

  /**
   * Takes what there is.
   *
   * @param supply closed with this
   */
  RunningPolicies(PolicySupply supply, Duration lateness, RuntimeContext context) throws Exception {
    this.supply = supply;
    this.lateness = lateness;
    this.context = context;
    try {
      add(supply.base());
      addNews();
    } catch (Exception e) { // whatever it is goes on: but nobody gets this, to close the supply
      supply.close();
      throw e;
    }
  }

  private void addNews() throws Exception {
    for (News news : supply.toEnd()) {
      if (news.compiled() != null) {
        add(news.compiled());
      }
    }
  }

  private void add(PolicyBook book) throws Exception {
    for (CompiledCorrelation policy : book.correlations()) {
      put(new Correlating(policy, policy.correlator(lateness)));
    }
    for (CompiledPattern policy : book.patterns()) {
      if (!byContent.containsKey(policy.identity().content())) { // else it would stay open
        put(
            new Matching(
                policy, GroupMatcher.of(policy.plan(), GroupLimits.DEFAULT, false, context)));
      }
    }
  }

  private void put(Running running) {
    // A base policy that is published as it is goes on: see PolicyTimeline.
    byContent.putIfAbsent(running.policy().identity().content(), running);
  }

  /** For a hit that came. Null where the job has no policy of that very content. */
  @Nullable Running of(CorrelationKey key) throws Exception {
    Running known = known(key);
    if (known != null) {
      return known;
    }
    // Whoever sent the hit has read of the policy: it was published before.
    addNews();
    return known(key);
  }

  /**
   * For state that is there: what it is of was known when this opened, or when the hit came. Asks
   * nobody, since of a policy that is gone there may be any number of keys.
   */
  @Nullable Running known(CorrelationKey key) {
    return byContent.get(key.policy());
  }

  @Override
  public void close() throws Exception {
    supply.close();
    for (Running running : byContent.values()) {
      if (running instanceof Matching matching) {
        matching.matcher().close();
      }
    }
  }
}
