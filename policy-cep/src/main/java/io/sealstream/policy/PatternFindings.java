package io.sealstream.policy;

import io.sealstream.policy.cep.GroupMatcher;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.sequence.Found;
import java.util.ArrayList;
import java.util.List;

/** Collects what one call of a matcher finds in the current key. */
final class PatternFindings implements GroupMatcher.Output {
  private final CompiledPattern policy;
  private final CorrelationKey key;
  private final CorrelationMetrics metrics;
  private final List<Match> matches = new ArrayList<>(0);

  PatternFindings(CompiledPattern policy, CorrelationKey key, CorrelationMetrics metrics) {
    this.policy = policy;
    this.key = key;
    this.metrics = metrics;
  }

  @Override
  public void found(Found found) {
    matches.add(new Match(found.anchor(), policy.group(key.group()), found.events(), found.took()));
  }

  @Override
  public void givenUp(long partialMatches) {
    metrics.givenUp(partialMatches);
  }

  List<Match> matches() {
    return matches;
  }
}
