package io.sealstream.policy;

import io.sealstream.policy.RunningCorrelations.Running;
import io.sealstream.policy.ViolationId.Bucket;
import io.sealstream.policy.correlate.Added;
import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.Match;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.util.ArrayList;
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
 * Correlates the hits of each key: one function for every correlation of the job. Of all anchors
 * that a group has in one bucket of event time, as long as the correlation's time span, the first
 * to be found becomes a violation.
 *
 * <p>What is certain on arrival is told then; the rest when the watermark passes. State goes by
 * timers: hits when no window needs them, buckets when no hit could find an anchor in them; all of
 * a key whose policy the job no longer has at its next timer.
 */
final class CorrelateFunction extends KeyedProcessFunction<CorrelationKey, KeyedHit, Violation>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final ArrayList<PolicySource> sources;
  private final Duration lateness;

  /**
   * The highest watermark seen. Flink begins anew after a restore; what went with the windows
   * before it must not seem to have been never there.
   */
  private long watermark = Long.MIN_VALUE;

  private transient @Nullable ListState<Long> watermarks;
  private transient @Nullable Open open;

  /** What there is once the function is open. */
  private record Open(
      RunningCorrelations policies,
      CorrelationMetrics metrics,
      ValueState<CorrelationState> hits,
      MapState<String, Long> told) {}

  CorrelateFunction(List<PolicySource> sources, Duration lateness) {
    this.sources = new ArrayList<>(sources);
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
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Objects.requireNonNull(watermarks, "not initialized").update(List.of(watermark));
  }

  @Override
  public void open(OpenContext context) {
    PolicyBook book = PolicyCompiler.compile(sources);
    open =
        new Open(
            new RunningCorrelations(book.correlations(), lateness),
            new CorrelationMetrics(getRuntimeContext().getMetricGroup()),
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
    long now = now(context.timerService());
    CorrelationState held = opened.hits.value();
    CorrelationState state = held == null ? new CorrelationState(keyed.key().group()) : held;
    var findings = new Findings(opened.metrics.losses());
    Added added = running.correlator().add(state, keyed.hit(), now, findings);
    opened.metrics.added(added, keyed.hit().timeMillis() <= now);
    keep(state, running, context.timerService());
    tell(findings, running, context, out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    Running running = opened.policies.of(context.getCurrentKey());
    if (running == null) {
      opened.hits.clear();
      opened.told.clear();
      return;
    }
    long now = now(context.timerService());
    CorrelationState state = opened.hits.value();
    if (state != null) {
      var findings = new Findings(opened.metrics.losses());
      running.correlator().advance(state, now, findings);
      keep(state, running, context.timerService());
      tell(findings, running, context, out);
    }
    forget(opened.told, now);
  }

  /** The watermark. That of a stream's end is not kept: a drained job may begin again. */
  private long now(TimerService timers) {
    long current = timers.currentWatermark();
    if (current != Long.MAX_VALUE) {
      watermark = Math.max(watermark, current);
    }
    return Math.max(watermark, current);
  }

  private void keep(CorrelationState state, Running running, TimerService timers) throws Exception {
    ValueState<CorrelationState> hits = Objects.requireNonNull(open, "not opened").hits;
    if (state.isEmpty()) {
      hits.clear();
    } else {
      hits.update(state);
      running.correlator().nextTimer(state).ifPresent(timers::registerEventTimeTimer);
    }
  }

  private void tell(Findings findings, Running running, Context context, Collector<Violation> out)
      throws Exception {
    Open opened = Objects.requireNonNull(open, "not opened");
    CorrelationKey key = context.getCurrentKey();
    PolicyIdentity policy = running.policy().identity();
    long span = running.policy().bucketMillis();
    for (Match match : findings.matches()) {
      Bucket bucket = Bucket.of(match.anchor().timeMillis(), span);
      String id =
          ViolationId.inBucket(key.tenant(), policy.id(), policy.version(), match.group(), bucket);
      if (opened.told.contains(id)) {
        opened.metrics.deduplicated();
      } else {
        long forgetAt = running.correlator().goneAt(bucket.endMillis());
        opened.told.put(id, forgetAt);
        context.timerService().registerEventTimeTimer(forgetAt);
        if (running.policy().terms().isTold(policy.id(), key.tenant(), match.group())) {
          opened.metrics.violation(policy.id());
          out.collect(Violations.of(key, policy, match, id));
        } else {
          opened.metrics.shadow(policy.id());
        }
      }
    }
  }

  private void forget(MapState<String, Long> told, long now) throws Exception {
    var entries = told.iterator();
    while (entries.hasNext()) {
      if (entries.next().getValue() <= now) {
        entries.remove();
      }
    }
    if (told.isEmpty()) {
      told.clear(); // on the heap an empty map would stay
    }
  }
}
