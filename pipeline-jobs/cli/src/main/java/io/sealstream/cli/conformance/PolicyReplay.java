package io.sealstream.cli.conformance;

import io.sealstream.policy.Backtest;
import io.sealstream.policy.BacktestDecision;
import io.sealstream.policy.BacktestTime;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Policies over events, with the job's operators. */
final class PolicyReplay {
  private PolicyReplay() {}

  /**
   * All that the policies find.
   *
   * @param events in the order of their times
   * @throws IllegalStateException where something was lost, so that less may have been found
   */
  static List<BacktestDecision> decisions(List<PolicySource> policies, Stream<AuditEvent> events) {
    var decisions = new ArrayList<BacktestDecision>();
    try (var run =
        new Backtest(PolicyCompiler.compile(policies), BacktestTime.IN_ORDER, decisions::add)) {
      events.forEachOrdered(run::add);
      run.end();
      if (run.counts().lost() > 0) {
        throw new IllegalStateException("more than a state may hold: " + run.counts());
      }
    }
    return decisions;
  }
}
