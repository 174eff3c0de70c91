package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.time.Duration;
import java.util.List;

/** Explains events for tests. */
final class Explanations {
  /** As the commands have it by default. */
  static final BacktestTime TIME = new BacktestTime(Duration.ofMinutes(10), Duration.ofMinutes(10));

  private Explanations() {}

  /** Of the last policy of a file, that over several events; events in the order given. */
  static PolicyExplanation of(PolicySource source, String event, List<AuditEvent> history) {
    List<PolicyExplanation> all = all(List.of(source), event, history);
    return all.get(all.size() - 1);
  }

  static PolicyExplanation of(PolicySource source, String event, AuditEvent... history) {
    return of(source, event, List.of(history));
  }

  static List<PolicyExplanation> all(
      List<PolicySource> sources, String event, List<AuditEvent> history) {
    return together(sources.stream().map(List::of).toList(), event, history);
  }

  /** With files that are compiled together, of filters and of what they reach. */
  static List<PolicyExplanation> together(
      List<List<PolicySource>> sets, String event, List<AuditEvent> history) {
    try (var run = new ExplanationRun(sets, event, TIME, version -> true)) {
      history.forEach(run::add);
      return run.end().orElseThrow();
    }
  }

  /** A file with an envelope over the rules of {@link Correlations}. */
  static PolicySource enveloped(String id, String more) {
    return new PolicySource(
        id + ".yml",
        """
        apiVersion: policy/v1
        id: %s
        version: 1
        title: For a test
        owner: o
        severity: high
        tests: [{name: nothing, events: [{event: {action: login}}], expect: none}]
        %s
        """
                .formatted(id, more.strip())
            + Correlations.RULES);
  }
}
