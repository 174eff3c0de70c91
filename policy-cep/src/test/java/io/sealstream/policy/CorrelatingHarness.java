package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Matching and correlating as Flink runs them, one behind the other. */
final class CorrelatingHarness implements AutoCloseable {
  static final Duration LATENESS = Duration.ofMinutes(5);

  private final OneInputStreamOperatorTestHarness<DecodedEvent, Violation> matching;
  private final KeyedOneInputStreamOperatorTestHarness<CorrelationKey, KeyedHit, Violation>
      correlating;
  private final NamedCounters matchingMetrics = new NamedCounters();
  private final NamedCounters metrics = new NamedCounters();
  private final Subtask subtask;
  private long offset;

  /** Which of several parallel ones. */
  private record Subtask(int index, int parallelism) {
    static final Subtask ONLY = new Subtask(0, 1);
    static final int KEY_GROUPS = 128;

    boolean has(CorrelationKey key) {
      return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, KEY_GROUPS, parallelism)
          == index;
    }
  }

  private CorrelatingHarness(PolicyInputs inputs, Subtask subtask) throws Exception {
    this.subtask = subtask;
    matching =
        new OneInputStreamOperatorTestHarness<>(
            PolicyEvaluation.matching(inputs),
            new MockEnvironmentBuilder().setMetricGroup(matchingMetrics.taskGroup()).build());
    correlating =
        new KeyedOneInputStreamOperatorTestHarness<>(
            PolicyEvaluation.correlating(inputs, LATENESS),
            KeyedHit::key,
            CorrelationKey.TYPE,
            new MockEnvironmentBuilder()
                .setMaxParallelism(Subtask.KEY_GROUPS)
                .setParallelism(subtask.parallelism())
                .setSubtaskIndex(subtask.index())
                .setMetricGroup(metrics.taskGroup())
                .build());
    var violations =
        AvroRecordTypeInfo.of(Violation.class).createSerializer(new SerializerConfigImpl());
    matching.setup(violations);
    correlating.setup(violations);
  }

  static CorrelatingHarness open(PolicySource... sources) throws Exception {
    return open(null, sources);
  }

  /** With the state of an earlier run; null where there was none. */
  static CorrelatingHarness open(@Nullable OperatorSubtaskState restored, PolicySource... sources)
      throws Exception {
    return open(restored, PolicyInputs.of(Arrays.asList(sources)));
  }

  /** With policies that are published while it runs. */
  static CorrelatingHarness open(@Nullable OperatorSubtaskState restored, PolicyInputs inputs)
      throws Exception {
    return open(restored, Subtask.ONLY, inputs);
  }

  /** One of two, with its part of the state of a single one. */
  static CorrelatingHarness openHalf(int index, OperatorSubtaskState whole, PolicySource... sources)
      throws Exception {
    return open(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            whole, Subtask.KEY_GROUPS, 1, 2, index),
        new Subtask(index, 2),
        PolicyInputs.of(Arrays.asList(sources)));
  }

  private static CorrelatingHarness open(
      @Nullable OperatorSubtaskState restored, Subtask subtask, PolicyInputs inputs)
      throws Exception {
    var opened = new CorrelatingHarness(inputs, subtask);
    if (restored != null) {
      opened.correlating.initializeState(restored);
    }
    opened.matching.open();
    opened.correlating.open();
    return opened;
  }

  void feed(AuditEvent... events) throws Exception {
    for (AuditEvent event : events) {
      matching.processElement(new DecodedEvent(event, "audit.events", 3, offset++, 0), 0);
      Queue<StreamRecord<KeyedHit>> hits = matching.getSideOutput(PolicyEvaluation.HITS);
      while (hits != null && !hits.isEmpty()) {
        KeyedHit hit = hits.remove().getValue();
        if (subtask.has(hit.key())) {
          correlating.processElement(hit, 0);
        }
      }
    }
  }

  /** What matching and correlating do before a checkpoint. */
  void barrier(long checkpoint) throws Exception {
    matching.prepareSnapshotPreBarrier(checkpoint);
    correlating.prepareSnapshotPreBarrier(checkpoint);
  }

  void watermark(long seconds) throws Exception {
    correlating.processWatermark(Reads.at(seconds).toEpochMilli());
  }

  /** That events have come to their end. */
  void endOfEvents() throws Exception {
    matching.endInput();
  }

  void end() throws Exception {
    correlating.processWatermark(Long.MAX_VALUE);
    correlating.endInput();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return correlating.snapshot(1, 1);
  }

  /** What correlations found. */
  List<Violation> violations() {
    return correlating.extractOutputValues();
  }

  /** The decision log but for its summaries: of matching, then of correlating. */
  List<Decision> decisions() {
    return log().stream().filter(each -> each.getOutcome() != DecisionOutcome.SUMMARY).toList();
  }

  /** The whole decision log: of matching, then of correlating. */
  List<Decision> log() {
    var decisions = new ArrayList<Decision>();
    for (var operator : List.of(matching, correlating)) {
      Queue<StreamRecord<Decision>> told = operator.getSideOutput(PolicyEvaluation.DECISIONS);
      if (told != null) {
        told.forEach(each -> decisions.add(each.getValue()));
      }
    }
    return decisions;
  }

  /** What single events violated. */
  List<Violation> violationsOfEvents() {
    return matching.extractOutputValues();
  }

  List<String> anchors() {
    return violations().stream().map(Violation::getAnchor).toList();
  }

  int stateEntries() {
    return correlating.numKeyedStateEntries();
  }

  int timers() {
    return correlating.numEventTimeTimers();
  }

  long count(String counter) {
    return metrics.count(counter);
  }

  NamedCounters metrics() {
    return metrics;
  }

  NamedCounters metricsOfMatching() {
    return matchingMetrics;
  }

  long countInMatching(String counter) {
    return matchingMetrics.count(counter);
  }

  @Override
  public void close() throws Exception {
    matching.close();
    correlating.close();
  }
}
