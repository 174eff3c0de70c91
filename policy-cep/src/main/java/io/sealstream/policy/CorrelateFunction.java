package io.sealstream.policy;

import io.sealstream.policy.RunningPolicies.Correlating;
import io.sealstream.policy.RunningPolicies.Matching;
import io.sealstream.policy.RunningPolicies.Running;
import io.sealstream.policy.Tallies.Kind;
import io.sealstream.policy.Telling.Certain;
import io.sealstream.policy.cep.GroupStates;
import io.sealstream.policy.correlate.Added;
import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
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
      Telling telling) {}

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
    RuntimeContext task = getRuntimeContext();
    var metrics = new CorrelationMetrics(task.getMetricGroup());
    var tallies = new Tallies();
    open =
        new Open(
            new RunningPolicies(PolicySupply.ofSeveral(inputs), lateness, task),
            metrics,
            tallies,
            Objects.requireNonNull(groups, "not initialized"),
            task.getState(CorrelateStates.HITS),
            new Telling(task.getMapState(CorrelateStates.TOLD), metrics, tallies));
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
      opened.metrics.meters().held(running.policy().id(), opened.groups.heldMore());
      opened.metrics.arrived(arrival);
      if (arrival == Arrival.TOO_LATE) {
        opened.telling.late(keyed, running, context);
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
      opened.telling.late(keyed, running, context);
    }
    keep(state, before, running, context.timerService());
    opened.telling.tell(Certain.forNow(findings.matches()), running, context, out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    Running running = opened.policies.known(context.getCurrentKey());
    if (running == null) {
      var unused = opened.groups.forget();
      opened.hits.clear();
      opened.telling.forgetAll();
      return;
    }
    long now = now(context.timerService());
    if (running instanceof Matching matching) {
      var found = new PatternFindings(matching.policy(), context.getCurrentKey(), opened.metrics);
      matching.matcher().advance(timestamp, opened.groups, context.timerService(), found);
      opened.metrics.meters().held(running.policy().id(), opened.groups.heldMore());
      opened.telling.tell(new Certain(found.matches(), timestamp), running, context, out);
    } else {
      advance((Correlating) running, now, context, out);
    }
    // Not what the watermark allows: of several timers that it passes at once this may be the
    // first.
    opened.telling.forget(timestamp);
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
      opened.telling.tell(Certain.forNow(findings.matches()), running, context, out);
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

  /** What was counted since the last call, or since this opened. */
  List<Tallies.Row> takeTallies() {
    return Objects.requireNonNull(open, "not opened").tallies.take();
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
