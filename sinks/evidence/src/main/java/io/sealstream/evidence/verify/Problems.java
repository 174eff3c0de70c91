package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects problems. Of one code it keeps the first hundred and counts the rest; who listens hears
 * of all.
 */
final class Problems {
  private static final int KEPT_PER_CODE = 100;

  private final List<Problem> kept = new ArrayList<>();
  private final Map<VerdictCode, Long> counts = new EnumMap<>(VerdictCode.class);
  private final Consumer<Problem> listener;

  Problems(Consumer<Problem> listener) {
    this.listener = listener;
  }

  void add(VerdictCode code, String where, String why) {
    var problem = new Problem(code, where, why);
    listener.accept(problem);
    if (counts.merge(code, 1L, Long::sum) <= KEPT_PER_CODE) {
      kept.add(problem);
    }
  }

  void add(String where, EvidenceFormatException e) {
    add(e.code(), where, String.valueOf(e.getMessage()));
  }

  List<Problem> kept() {
    return List.copyOf(kept);
  }

  Map<VerdictCode, Long> counts() {
    return Map.copyOf(counts);
  }
}
