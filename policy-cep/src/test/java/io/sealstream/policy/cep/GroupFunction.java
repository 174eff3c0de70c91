package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.policy.sequence.Found;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Several policies in one operator, as a job would run them: the key says which one and which
 * group. Writes {@code anchor < events}, and {@code ARRIVAL event} for what was not just taken.
 */
final class GroupFunction extends KeyedProcessFunction<String, GroupFunction.Keyed, String>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Sequence> sequences = new TreeMap<>();
  private final TreeMap<String, Absence> absences = new TreeMap<>();
  private final boolean watched;
  private final int hits;
  private final int partialMatches;
  private long watermark = Long.MIN_VALUE;
  private transient @Nullable GroupStates states;
  private transient @Nullable ListState<Long> watermarks;
  private transient @Nullable Map<String, GroupMatcher> matchers;

  /** A hit with its key, {@code policy/group}. */
  record Keyed(String key, Hit hit) {}

  GroupFunction(
      Map<String, Sequence> sequences,
      Map<String, Absence> absences,
      GroupLimits limits,
      boolean watched) {
    this.sequences.putAll(sequences);
    this.absences.putAll(absences);
    this.watched = watched;
    this.hits = limits.hits();
    this.partialMatches = limits.partialMatches();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    states = new GroupStates(context.getKeyedStateStore());
    watermarks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
    for (long restored : watermarks.get()) {
      watermark = Math.max(watermark, restored);
    }
  }

  private long seen(Context context) {
    watermark = Math.max(watermark, context.timerService().currentWatermark());
    return watermark;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    var limits = new GroupLimits(hits, partialMatches);
    Map<String, GroupMatcher> made = new TreeMap<>();
    for (var sequence : sequences.entrySet()) {
      made.put(
          sequence.getKey(),
          new SequenceMatcher(sequence.getValue(), limits, watched, getRuntimeContext()));
    }
    absences.forEach((policy, plan) -> made.put(policy, new AbsenceRunner(plan, limits)));
    matchers = made;
  }

  private GroupStates states() {
    return Objects.requireNonNull(states);
  }

  private Optional<GroupMatcher> matcher(String key) {
    return Optional.ofNullable(
        Objects.requireNonNull(matchers).get(key.substring(0, key.indexOf('/'))));
  }

  @Override
  public void processElement(Keyed element, Context context, Collector<String> out)
      throws Exception {
    Arrival arrival =
        matcher(context.getCurrentKey())
            .orElseThrow()
            .add(element.hit(), states(), seen(context), context.timerService());
    if (arrival != Arrival.TAKEN) {
      out.collect(arrival + " " + element.hit().eventId());
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
    var unused = seen(context);
    Optional<GroupMatcher> matcher = matcher(context.getCurrentKey());
    if (matcher.isEmpty()) {
      out.collect("FORGOT " + states().forget());
      return;
    }
    matcher
        .get()
        .advance(
            time,
            states(),
            context.timerService(),
            new GroupMatcher.Output() {
              @Override
              public void found(Found found) {
                out.collect(
                    context.getCurrentKey()
                        + " "
                        + found.anchor().eventId()
                        + " < "
                        + found.events().stream()
                            .map(Hit::eventId)
                            .collect(Collectors.joining(" ")));
              }

              @Override
              public void givenUp(long partialMatches) {
                out.collect("GAVE UP " + partialMatches);
              }
            });
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Objects.requireNonNull(watermarks).update(List.of(watermark));
  }

  @Override
  public void close() throws Exception {
    for (GroupMatcher matcher : Objects.requireNonNull(matchers).values()) {
      matcher.close();
    }
    states().close();
  }
}
