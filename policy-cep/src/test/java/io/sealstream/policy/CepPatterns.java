package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Outcome;
import java.time.Duration;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** The benchmarks' policies as one writes them for Flink CEP by hand. */
final class CepPatterns {
  static final String FIRST = "first";
  static final String THEN = "then";

  private CepPatterns() {}

  static Pattern<DecodedEvent, ?> of(BenchPattern pattern) {
    SimpleCondition<DecodedEvent> denied = denied(pattern.action());
    Pattern<DecodedEvent, DecodedEvent> begun =
        Pattern.<DecodedEvent>begin(FIRST, AfterMatchSkipStrategy.noSkip()).where(denied);
    var matching =
        switch (pattern.kind()) {
          case COUNT -> begun.times(pattern.count());
          case SEQUENCE ->
              begun.notFollowedBy("no other").where(denied).followedBy(THEN).where(restricted());
          case ABSENCE -> begun.notFollowedBy("expected").where(restricted());
        };
    // Ours includes the end of the time span.
    return matching.within(Duration.ofMinutes(pattern.minutes()).plusMillis(1));
  }

  private static SimpleCondition<DecodedEvent> denied(String action) {
    return SimpleCondition.of(
        decoded ->
            decoded.event().getOutcome() == Outcome.DENIED
                && (action.isEmpty() || decoded.event().getAction().equals(action)));
  }

  private static SimpleCondition<DecodedEvent> restricted() {
    return SimpleCondition.of(decoded -> isRestricted(decoded.event()));
  }

  private static boolean isRestricted(AuditEvent event) {
    return event.getOutcome() == Outcome.SUCCESS
        && (event.getAction().equals("read_record") || event.getAction().equals("update_record"))
        && event.getResource() != null
        && "restricted".equals(event.getResource().getClassification());
  }
}
