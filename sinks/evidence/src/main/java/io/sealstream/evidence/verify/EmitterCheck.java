package io.sealstream.evidence.verify;

import io.sealstream.evidence.SealableRecord.EventFacts;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.schemas.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether emitters' own sequences have holes: loss before Kafka. Records of one emitter come over
 * many partitions, so only the sum over the archive tells. Watches a bounded number of emitters.
 */
final class EmitterCheck {
  private static final int MAX_EMITTERS = 100_000;

  private final Map<Emitter, Span> spans = new LinkedHashMap<>();

  private record Emitter(TenantId tenant, String id, long epoch) {}

  private record Span(long first, long last, long count) {}

  void saw(TenantId tenant, EventFacts event) {
    Emitter emitter = new Emitter(tenant, event.emitterId(), event.emitterEpoch());
    if (event.emitterId().isEmpty()
        || (spans.size() >= MAX_EMITTERS && !spans.containsKey(emitter))) {
      return;
    }
    long seq = event.emitterSequence();
    spans.merge(
        emitter,
        new Span(seq, seq, 1),
        (a, b) ->
            new Span(
                Math.min(a.first(), b.first()),
                Math.max(a.last(), b.last()),
                a.count() + b.count()));
  }

  void report(Problems problems) {
    spans.forEach(
        (emitter, span) -> {
          long expected = span.last() - span.first() + 1;
          if (span.count() != expected) {
            problems.add(
                VerdictCode.EMITTER_GAP,
                "tenant "
                    + emitter.tenant()
                    + " emitter "
                    + emitter.id()
                    + " epoch "
                    + emitter.epoch(),
                "sequence "
                    + span.first()
                    + " to "
                    + span.last()
                    + " in "
                    + span.count()
                    + " events");
          }
        });
  }
}
