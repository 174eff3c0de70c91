package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Found;
import io.sealstream.policy.sequence.SequenceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/** What Flink's own operator for a pattern finds, once the stream has ended. */
final class CepOracle {
  private CepOracle() {}

  /** In Flink's order; the events of each match by their ids, in order. */
  static List<String> matches(Sequence sequence, List<Hit> hits) throws Exception {
    var operator =
        new CepOperator<Hit, String, String>(
            HitSerializer.INSTANCE,
            false,
            NFACompiler.compileFactory(SequencePattern.of(sequence), false),
            new Order(sequence),
            SequencePattern.skip(sequence),
            new Text(),
            null);
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(operator, hit -> "g", Types.STRING)) {
      harness.open();
      for (Hit hit : hits) {
        if ((hit.rules() & SequenceRules.seen(sequence)) != 0) {
          harness.processElement(hit, hit.timeMillis());
        }
      }
      // In small steps: where a step must not happen last and others are skipped, what Flink finds
      // depends on how far a watermark jumps. Ours ends every window at its own time.
      for (long time = 0; time < 30_000; time += 1000) {
        harness.processWatermark(time);
        harness.processWatermark(time + 1);
      }
      return new ArrayList<>(harness.extractOutputValues());
    }
  }

  /** Ties as our operator breaks them. */
  private static final class Order implements EventComparator<Hit> {
    private static final long serialVersionUID = 1L;
    private final Sequence sequence;

    Order(Sequence sequence) {
      this.sequence = sequence;
    }

    @Override
    public int compare(Hit one, Hit other) {
      return SequenceRules.order(sequence).compare(one, other);
    }
  }

  private static final class Text extends PatternProcessFunction<Hit, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(Map<String, List<Hit>> match, Context context, Collector<String> out) {
      out.collect(
          match.values().stream()
              .flatMap(List::stream)
              .sorted(Found.ORDER)
              .map(Hit::eventId)
              .collect(Collectors.joining(" ")));
    }
  }
}
