package io.sealstream.policy;

import io.sealstream.policy.correlate.Correlator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The correlations of the job, as keys name them. Task thread only. */
final class RunningCorrelations {
  private final Map<Content, Running> byContent = new HashMap<>();

  private record Content(String id, String version, String hash) {}

  /** A correlation with what finds its anchors. */
  record Running(CompiledCorrelation policy, Correlator correlator) {}

  RunningCorrelations(List<CompiledCorrelation> correlations, Duration lateness) {
    for (CompiledCorrelation policy : correlations) {
      byContent.put(
          new Content(policy.id(), policy.version(), policy.contentHash()),
          new Running(policy, policy.correlator(lateness)));
    }
  }

  /** Null where the job has no policy of that very content. */
  @Nullable Running of(CorrelationKey key) {
    return byContent.get(new Content(key.policyId(), key.version(), key.contentHash()));
  }
}
