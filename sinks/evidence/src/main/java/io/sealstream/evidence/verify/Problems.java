package io.sealstream.evidence.verify;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects problems. Of one code it keeps the first hundred and counts the rest. */
final class Problems {
  private static final int KEPT_PER_CODE = 100;

  private final List<Problem> kept = new ArrayList<>();
  private final Map<VerdictCode, Long> counts = new EnumMap<>(VerdictCode.class);

  void add(VerdictCode code, String where, String why) {
    if (counts.merge(code, 1L, Long::sum) <= KEPT_PER_CODE) {
      kept.add(new Problem(code, where, why));
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
