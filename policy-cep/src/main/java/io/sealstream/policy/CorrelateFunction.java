package io.sealstream.policy;

import io.sealstream.policy.RunningPolicies.Correlating;
import io.sealstream.policy.RunningPolicies.Matching;
import io.sealstream.policy.RunningPolicies.Running;
import io.sealstream.policy.Tallies.Kind;
import io.sealstream.policy.cep.GroupStates;
import io.sealstream.policy.correlate.Added;
import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Finds what policies over several events look for, in the hits of each key: one function for all
 * of them. Of all findings that have one violation id (of a correlation: the anchors that a group
 * has in one bucket of event time) the first becomes a violation and a decision, or in shadow only
 * the decision.
 *
 * <p>What is certain on arrival is told then; the rest when the watermark passes. State goes by
 * timers: hits when no window needs them, ids when nothing could be found under them; all of a key
 * whose policy the job no longer has at its next timer.
 */
final class CorrelateFunction extends KeyedProcessFunction<CorrelationKey, KeyedHit, Violation>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final PolicyInputs inputs;
  private final Duration lateness;

  /**
   * The highest watermark seen. Flink begins anew after a restore; what went with the windows
   * before it must not seem to have been never there.
   */
  private long watermark = Long.MIN_VALUE;

  private transient @Nullable ListState<Long> watermarks;
  private transient @Nullable GroupStates groups;
  private transient @Nullable Open open;

  /** What there is once the function is open. */
  private record Open(
      RunningPolicies policies,
      CorrelationMetrics metrics,
      Tallies tallies,
      GroupStates groups,
      ValueState<CorrelationState> hits,
      MapState<String, Long> told) {}

  CorrelateFunction(PolicyInputs inputs, Duration lateness) {
    this.inputs = inputs;
    this.lateness = lateness;
  }

  /** Every task takes the highest of all: barriers come to all of them behind the same one. */
  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<Long> restored =
        context.getOperatorStateStore().getUnionListState(CorrelateStates.WATERMARK);
    for (long seen : restored.get()) {
      watermark = Math.max(watermark, seen);
    }
    watermarks = restored;
    groups = new GroupStates(context.getKeyedStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Objects.requireNonNull(watermarks, "not initialized").update(List.of(watermark));
  }

  @Override
  public void open(OpenContext context) throws Exception {
    open =
        new Open(
            new RunningPolicies(PolicySupply.ofSeveral(inputs), lateness, getRuntimeContext()),
            new CorrelationMetrics(getRuntimeContext().getMetricGroup()),
            new Tallies(),
            Objects.requireNonNull(groups, "not initialized"),
            getRuntimeContext().getState(CorrelateStates.HITS),
            getRuntimeContext().getMapState(CorrelateStates.TOLD));
  }

  @Override
  public void processElement(KeyedHit keyed, Context context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    opened.metrics.hit();
    Running running = opened.policies.of(keyed.key());
    if (running == null) {
      opened.metrics.withoutPolicy();
      return;
    }
    opened.metrics.meters().hit(running.policy().id());
    opened.tallies.add(running.policy().identity(), keyed.key().tenant(), Kind.CORRELATED, 1);
    if (running instanceof Matching matching) {
      long now = now(context.timerService());
      Arrival arrival =
          matching.matcher().add(keyed.hit(), opened.groups, now, context.timerService());
      opened.metrics.arrived(arrival);
      if (arrival == Arrival.TOO_LATE) {
        tellLate(keyed, running, context);
      }
    } else {
      correlate(keyed, (Correlating) running, context, out);
    }
  }

  private void correlate(
      KeyedHit keyed, Correlating running, Context context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    long now = now(context.timerService());
    CorrelationState held = opened.hits.value();
    CorrelationState state = held == null ? new CorrelationState(keyed.key().group()) : held;
    int before = state.size();
    var findings = new Findings(opened.metrics.losses());
    Added added = running.correlator().add(state, keyed.hit(), now, findings);
    opened.metrics.added(added, keyed.hit().timeMillis() <= now);
    if (added == Added.GONE) {
      tellLate(keyed, running, context);
    }
    keep(state, before, running, context.timerService());
    tell(findings.matches(), running, context, out);
  }

  /**
   * A hit that can count no more ends in the decision log, unless its policy says otherwise: once,
   * by the version that governs its time.
   */
  private void tellLate(KeyedHit keyed, Running running, Context context) {
    if (keyed.hit().isCarried()) {
      return;
    }
    HitPolicy policy = running.policy();
    Objects.requireNonNull(open, "not opened")
        .tallies
        .add(policy.identity(), keyed.key().tenant(), Kind.TOO_LATE, 1);
    if (policy.timing().isLateTold()) {
      CorrelationKey key = keyed.key();
      Hit hit = keyed.hit();
      var match = new Match(hit, running.group(key.group()), List.of(hit), 1);
      String id =
          ViolationId.of(key.tenant(), key.policyId(), key.version(), match.group(), hit.eventId());
      Violation late = Violations.of(key, policy.identity(), match, id);
      decide(late, DecisionOutcome.TOO_LATE, Grounds.of(policy, match.events()), context);
    }
  }

  private static void decide(
      Violation finding, DecisionOutcome outcome, Grounds grounds, Context context) {
    var evaluatedAt = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    context.output(
        PolicyEvaluation.DECISIONS, Decisions.of(finding, outcome, evaluatedAt, grounds));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    Running running = opened.policies.known(context.getCurrentKey());
    if (running == null) {
      var unused = opened.groups.forget();
      opened.hits.clear();
      opened.told.clear();
      return;
    }
    long now = now(context.timerService());
    if (running instanceof Matching matching) {
      var found = new PatternFindings(matching.policy(), context.getCurrentKey(), opened.metrics);
      matching.matcher().advance(timestamp, opened.groups, context.timerService(), found);
      tell(found.matches(), running, context, out);
    } else {
      advance((Correlating) running, now, context, out);
    }
    // Not what the watermark allows: of several timers that it passes at once this may be the
    // first.
    forget(opened.told, timestamp);
  }

  private void advance(Correlating running, long now, Context context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    CorrelationState state = opened.hits.value();
    if (state != null) {
      int before = state.size();
      var findings = new Findings(opened.metrics.losses());
      running.correlator().advance(state, now, findings);
      keep(state, before, running, context.timerService());
      tell(findings.matches(), running, context, out);
    }
  }

  /** The watermark. That of a stream's end is not kept: a drained job may begin again. */
  private long now(TimerService timers) {
    long current = timers.currentWatermark();
    if (current != Long.MAX_VALUE) {
      watermark = Math.max(watermark, current);
    }
    return Math.max(watermark, current);
  }

  private void keep(CorrelationState state, int before, Correlating running, TimerService timers)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    ValueState<CorrelationState> hits = opened.hits;
    opened.metrics.meters().held(running.policy().id(), state.size() - before);
    if (state.isEmpty()) {
      hits.clear();
    } else {
      hits.update(state);
      running.correlator().nextTimer(state).ifPresent(timers::registerEventTimeTimer);
    }
  }

  private void tell(List<Match> matches, Running running, Context context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    CorrelationKey key = context.getCurrentKey();
    HitPolicy policy = running.policy();
    for (Match match : matches) {
      if (!policy.counts(match)) {
        continue; // began when another version governed, which judges it
      }
      String id = policy.violationId(key.tenant(), match.group(), match.anchor());
      if (opened.told.contains(id)) {
        opened.metrics.deduplicated();
        opened.tallies.add(policy.identity(), key.tenant(), Kind.DEDUPLICATED, 1);
        continue;
      }
      long forgetAt = running.goneAt(policy.violationEnd(match.anchor()));
      opened.told.put(id, forgetAt);
      context.timerService().registerEventTimeTimer(forgetAt);
      Violation finding = Violations.of(key, policy.identity(), match, id);
      DecisionOutcome outcome = DecisionOutcome.SHADOW;
      if (policy.terms().isTold(policy.id(), key.tenant(), match.group())) {
        outcome = DecisionOutcome.VIOLATION;
        opened.metrics.violation(policy.id(), match.anchor().timeMillis());
        opened.tallies.add(policy.identity(), key.tenant(), Kind.VIOLATIONS, 1);
        out.collect(finding);
      } else {
        opened.metrics.shadow(policy.id(), match.anchor().timeMillis());
        opened.tallies.add(policy.identity(), key.tenant(), Kind.SHADOW, 1);
      }
      decide(finding, outcome, Grounds.of(policy, match.events()), context);
    }
  }

  /** What was counted since the last call, or since this opened. */
  List<Tallies.Row> takeTallies() {
    return Objects.requireNonNull(open, "not opened").tallies.take();
  }

  private void forget(MapState<String, Long> told, long time) throws Exception {
    var entries = told.iterator();
    if (!entries.hasNext()) {
      return; // as of most keys: there is nothing to look up again
    }
    while (entries.hasNext()) {
      if (entries.next().getValue() <= time) {
        entries.remove();
      }
    }
    if (told.isEmpty()) {
      told.clear(); // on the heap an empty map would stay
    }
  }

  @Override
  public void close() throws Exception {
    Open opened = open;
    if (opened != null) {
      opened.policies.close();
    }
    GroupStates states = groups;
    if (states != null) {
      states.close();
    }
  }
}
