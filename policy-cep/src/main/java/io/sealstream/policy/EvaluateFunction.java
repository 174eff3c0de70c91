package io.sealstream.policy;

import io.sealstream.policy.PolicySet.Excepted;
import io.sealstream.policy.PolicySet.Finding;
import io.sealstream.policy.PolicySet.Outcome;
import io.sealstream.policy.envelope.Terms.Ruling;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests every event against every policy of its log source, and hands on what correlations need.
 * Stateless. What an exception suppresses, and what a policy finds without enforcing, is counted
 * and no violation; every finding is a decision.
 */
final class EvaluateFunction extends ProcessFunction<DecodedEvent, Violation> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateFunction.class);

  private final ArrayList<PolicySource> sources;
  private transient @Nullable PolicySet policies;
  private transient @Nullable HitKeys keys;
  private transient @Nullable PolicyMetrics metrics;

  EvaluateFunction(List<PolicySource> sources) {
    this.sources = new ArrayList<>(sources);
  }

  @Override
  public void open(OpenContext context) {
    PolicyBook book = PolicyGate.compile(sources);
    policies = new PolicySet(book);
    keys = new HitKeys(book.correlations());
    metrics = new PolicyMetrics(getRuntimeContext().getMetricGroup());
    LOG.info("{} policies from {} files", book.size(), sources.size());
  }

  @Override
  public void processElement(DecodedEvent event, Context context, Collector<Violation> out) {
    PolicySet loaded = policies;
    HitKeys keying = keys;
    PolicyMetrics counters = metrics;
    if (loaded == null || keying == null || counters == null) {
      throw new IllegalStateException("an event came before the function was opened");
    }
    Outcome outcome = loaded.evaluate(event.event());
    counters.evaluated(outcome.isOriginalReadable());
    for (Finding finding : outcome.findings()) {
      counters.found(finding.policy().id(), finding.ruling());
      if (finding.ruling() == Ruling.VIOLATION) {
        out.collect(Violations.of(finding.policy(), event));
      }
      context.output(PolicyEvaluation.DECISIONS, Decisions.of(finding, event, now(context)));
    }
    for (Excepted excepted : outcome.excepted()) {
      counters.found(excepted.policy().id(), Ruling.SUPPRESSED);
      context.output(PolicyEvaluation.DECISIONS, Decisions.of(excepted, event, now(context)));
    }
    for (MemberHit member : outcome.memberHits()) {
      for (KeyedHit hit : keying.of(member, event, counters.losses())) {
        context.output(PolicyEvaluation.HITS, hit);
      }
    }
  }

  private static Instant now(ProcessFunction<DecodedEvent, Violation>.Context context) {
    return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
  }
}
