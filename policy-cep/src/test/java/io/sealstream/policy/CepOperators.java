package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * What ours is compared with: the operator behind {@code CEP.pattern}, one for each pattern, each
 * given every event by person, on one thread.
 */
final class CepOperators implements AutoCloseable {
  private final List<One> operators = new ArrayList<>();

  private record One(
      BenchPattern pattern,
      KeyedOneInputStreamOperatorTestHarness<String, DecodedEvent, DecodedEvent> harness) {}

  private CepOperators() {}

  static CepOperators open(List<BenchPattern> patterns) throws Exception {
    var all = new CepOperators();
    for (BenchPattern pattern : patterns) {
      var serializer = DecodedEventTypeInfo.INSTANCE.createSerializer(new SerializerConfigImpl());
      var operator =
          new CepOperator<DecodedEvent, String, DecodedEvent>(
              serializer,
              false,
              NFACompiler.compileFactory(CepPatterns.of(pattern), false),
              null,
              AfterMatchSkipStrategy.noSkip(),
              new Last(),
              null);
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<>(operator, CepOperators::key, Types.STRING);
      harness.setup(serializer);
      harness.open();
      all.operators.add(new One(pattern, harness));
    }
    return all;
  }

  private static String key(DecodedEvent event) {
    return event.event().getTenantId() + "|" + event.event().getActor().getId();
  }

  void take(AuditEvent event, long timeMillis) throws Exception {
    var decoded = new DecodedEvent(event, "audit.events", 0, 0, 0);
    for (One one : operators) {
      one.harness.processElement(decoded, timeMillis);
    }
  }

  void watermark(long millis) throws Exception {
    for (One one : operators) {
      one.harness.processWatermark(millis);
    }
  }

  /** Forgets what came out. */
  void drain() {
    operators.forEach(one -> one.harness.getOutput().clear());
  }

  /** Since the last drain: of counts one a time span, as ours tell it. */
  Set<Alert> alerts() {
    var alerts = new HashSet<Alert>();
    for (One one : operators) {
      List<DecodedEvent> anchors = one.harness.extractOutputValues();
      boolean counts = one.pattern.kind() == BenchPattern.Kind.COUNT;
      for (DecodedEvent anchor : counts ? firsts(one.pattern, anchors) : anchors) {
        AuditEvent event = anchor.event();
        alerts.add(
            new Alert(
                one.pattern.id(),
                event.getId(),
                List.of(event.getTenantId(), event.getActor().getId())));
      }
    }
    return alerts;
  }

  private static Iterable<DecodedEvent> firsts(BenchPattern pattern, List<DecodedEvent> anchors) {
    long span = TimeUnit.MINUTES.toMillis(pattern.minutes());
    Map<List<Object>, DecodedEvent> firsts = new HashMap<>();
    for (DecodedEvent anchor : anchors) {
      long time = anchor.event().getTime().toEpochMilli();
      firsts.merge(
          List.of(key(anchor), Math.floorDiv(time, span)),
          anchor,
          (one, other) -> other.event().getTime().isBefore(one.event().getTime()) ? other : one);
    }
    return firsts.values();
  }

  @Override
  public void close() throws Exception {
    for (One one : operators) {
      one.harness.close();
    }
  }

  /** The event that completes a match. */
  private static final class Last extends PatternProcessFunction<DecodedEvent, DecodedEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
        Map<String, List<DecodedEvent>> match, Context context, Collector<DecodedEvent> out) {
      List<DecodedEvent> last = match.getOrDefault(CepPatterns.THEN, match.get(CepPatterns.FIRST));
      Objects.requireNonNull(last, "a match without events");
      out.collect(last.get(last.size() - 1));
    }
  }
}
