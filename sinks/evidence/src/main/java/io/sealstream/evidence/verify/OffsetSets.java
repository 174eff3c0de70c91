package io.sealstream.evidence.verify;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import io.sealstream.evidence.format.OffsetRange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which offsets one epoch's objects really hold: one bit per offset of the epoch. */
final class OffsetSets {
  private static final long MAX_RANGE = 1L << 28;
  private static final int REPORTED_HOLES = 20;

  private final Problems problems;
  private final EpochSeal seal;
  private final Map<String, Coverage> coverage = new HashMap<>();
  private final Map<String, BitSet> seen = new HashMap<>();

  OffsetSets(Problems problems, EpochSeal seal) {
    this.problems = problems;
    this.seal = seal;
    for (Coverage c : seal.coverage()) {
      if (c.from() < 0 || c.to() < c.from() || c.to() - c.from() > MAX_RANGE) {
        problems.add(
            VerdictCode.LIMIT, where(c), "more than " + MAX_RANGE + " offsets in one epoch");
        continue;
      }
      coverage.put(c.topicPartition(), c);
    }
  }

  private String where(Coverage c) {
    return "epoch " + seal.epoch() + " " + c.topicPartition();
  }

  /** Notes an offset; false when it was there already. Outside of the coverage it is a problem. */
  boolean add(String topicPartition, long offset) {
    Coverage c = coverage.get(topicPartition);
    if (c == null) {
      return true;
    }
    if (offset < c.from() || offset >= c.to()) {
      problems.add(VerdictCode.COVERAGE, where(c), "offset " + offset + " is not covered");
      return true;
    }
    BitSet bits = seen.computeIfAbsent(topicPartition, name -> new BitSet());
    int bit = (int) (offset - c.from());
    boolean fresh = !bits.get(bit);
    bits.set(bit);
    return fresh;
  }

  /** Compares what was seen with what the coverage says. */
  void finish() {
    coverage.values().forEach(c -> compare(c, seen.get(c.topicPartition())));
  }

  private void compare(Coverage c, @Nullable BitSet bits) {
    BitSet accounted = bits == null ? new BitSet() : bits;
    int found = accounted.cardinality();
    if (found == c.sealed() && c.controlSlots() == 0 && c.lost().isEmpty()) {
      return;
    }
    for (OffsetRange lost : c.lost()) {
      long from = Math.max(0, lost.from() - c.from());
      long to = Math.min(c.to(), lost.to()) - c.from();
      if (to > from) {
        accounted.set((int) from, (int) to);
      }
    }
    long holes = c.to() - c.from() - accounted.cardinality();
    if (holes == c.controlSlots() && found == c.sealed()) {
      return;
    }
    problems.add(
        VerdictCode.COVERAGE,
        where(c),
        "the objects hold "
            + found
            + " of "
            + c.sealed()
            + " sealed offsets; unaccounted: "
            + holes(c, accounted));
  }

  private static String holes(Coverage c, BitSet accounted) {
    StringBuilder holes = new StringBuilder();
    long range = c.to() - c.from();
    int bit = accounted.nextClearBit(0);
    for (int n = 0; bit < range && n < REPORTED_HOLES; n++) {
      holes.append(n == 0 ? "" : ", ").append(c.from() + bit);
      bit = accounted.nextClearBit(bit + 1);
    }
    return bit < range ? holes + ", ..." : holes.toString();
  }
}
