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

  /**
   * What was seen of one emitter's epoch.
   *
   * @param mixed sum over the sequence numbers, each mixed: tells a hole and a repetition that make
   *     up for each other from a sequence without either
   */
  private record Span(long first, long last, long count, long mixed) {
    Span plus(Span other) {
      return new Span(
          Math.min(first, other.first),
          Math.max(last, other.last),
          count + other.count,
          mixed + other.mixed);
    }

    boolean isWhole() {
      if (count != last - first + 1) {
        return false;
      }
      long expected = 0;
      for (long i = 0; i < count; i++) {
        expected += mix(first + i);
      }
      return expected == mixed;
    }
  }

  /** SplitMix64's finaliser. */
  private static long mix(long number) {
    long mixed = number + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  void saw(TenantId tenant, EventFacts event) {
    Emitter emitter = new Emitter(tenant, event.emitterId(), event.emitterEpoch());
    if (event.emitterId().isEmpty()
        || (spans.size() >= MAX_EMITTERS && !spans.containsKey(emitter))) {
      return;
    }
    long seq = event.emitterSequence();
    spans.merge(emitter, new Span(seq, seq, 1, mix(seq)), Span::plus);
  }

  void report(Problems problems) {
    spans.forEach(
        (emitter, span) -> {
          if (!span.isWhole()) {
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
