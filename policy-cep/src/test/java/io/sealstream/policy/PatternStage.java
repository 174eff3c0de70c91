package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** Our two operators, one behind the other, on one thread: for benchmarks. */
final class PatternStage implements AutoCloseable {
  private final OneInputStreamOperatorTestHarness<DecodedEvent, Violation> matching;
  private final KeyedOneInputStreamOperatorTestHarness<CorrelationKey, KeyedHit, Violation>
      correlating;
  private long offset;
  private long found;

  private PatternStage(List<BenchPattern> patterns) throws Exception {
    List<PolicySource> sources = BenchPattern.sources(patterns);
    matching = new OneInputStreamOperatorTestHarness<>(PolicyEvaluation.matching(sources));
    correlating =
        new KeyedOneInputStreamOperatorTestHarness<>(
            PolicyEvaluation.correlating(sources, Duration.ZERO),
            KeyedHit::key,
            CorrelationKey.TYPE);
  }

  static PatternStage open(List<BenchPattern> patterns) throws Exception {
    var stage = new PatternStage(patterns);
    var violations =
        AvroRecordTypeInfo.of(Violation.class).createSerializer(new SerializerConfigImpl());
    stage.matching.setup(violations);
    stage.correlating.setup(violations);
    stage.matching.open();
    stage.correlating.open();
    return stage;
  }

  /** One event, at its own time. */
  void take(AuditEvent event) throws Exception {
    matching.processElement(
        new StreamRecord<>(new DecodedEvent(event, "audit.events", 0, offset++, 0)));
    Queue<StreamRecord<KeyedHit>> hits = matching.getSideOutput(PolicyEvaluation.HITS);
    while (hits != null && !hits.isEmpty()) {
      correlating.processElement(hits.remove());
    }
  }

  void watermark(long millis) throws Exception {
    correlating.processWatermark(millis);
  }

  /** Forgets what came out; returns how many violations came out in all. */
  long drain() {
    found += correlating.extractOutputValues().size();
    correlating.getOutput().clear();
    Queue<?> decisions = correlating.getSideOutput(PolicyEvaluation.DECISIONS);
    if (decisions != null) {
      decisions.clear();
    }
    return found;
  }

  /** Since the last drain. */
  Set<Alert> alerts() {
    var alerts = new HashSet<Alert>();
    for (Violation each : correlating.extractOutputValues()) {
      alerts.add(
          new Alert(
              each.getPolicyId(),
              each.getAnchor(),
              List.of(each.getTenantId(), each.getGroup().getOrDefault("actor.id", ""))));
    }
    return alerts;
  }

  @Override
  public void close() throws Exception {
    matching.close();
    correlating.close();
  }
}
