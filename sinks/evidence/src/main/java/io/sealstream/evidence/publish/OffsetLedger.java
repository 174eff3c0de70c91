package io.sealstream.evidence.publish;

import io.sealstream.evidence.format.OffsetRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Adds up one partition's offsets for one epoch: every offset of {@code [from, to)} is sealed, a
 * control slot, or lost.
 *
 * @param from the previous seal's {@code to}
 * @param to the offset after the last sealed record, or {@code from} when nothing came
 * @param controlSlots offsets without a record for us above the broker's log start
 * @param lost offsets that retention deleted before they were read
 */
record OffsetLedger(long from, long to, long sealed, long controlSlots, List<OffsetRange> lost) {

  private static final Comparator<OffsetRun> BY_FROM = Comparator.comparingLong(OffsetRun::from);

  /**
   * Cuts a partition.
   *
   * @param from where the previous seal ended
   * @param runs what was read of the partition, in any order
   * @param extent what the broker has
   * @throws EvidenceHaltException OVERLAP when an offset is there twice
   */
  static OffsetLedger cut(
      PartitionId partition, long from, List<OffsetRun> runs, BrokerView.Extent extent) {
    if (runs.isEmpty()) {
      // Offsets between startAtOpen and start may still be in flight: only what was gone before
      // this run began is certain to be lost.
      long to = Math.max(from, extent.startAtOpen());
      return new OffsetLedger(from, to, 0, 0, range(from, to));
    }
    long to = from;
    long sealed = 0;
    long holes = 0;
    List<OffsetRange> lost = new ArrayList<>();
    for (OffsetRun run : runs.stream().sorted(BY_FROM).toList()) {
      requireAfter(partition, to, run);
      long gone = Math.max(0, Math.min(run.from(), extent.start()) - to);
      lost.addAll(range(to, to + gone));
      holes += run.from() - to - gone + (run.to() - run.from() - run.count());
      sealed += run.count();
      to = run.to();
    }
    return new OffsetLedger(from, to, sealed, holes, lost);
  }

  private static List<OffsetRange> range(long from, long to) {
    return from < to ? List.of(new OffsetRange(from, to)) : List.of();
  }

  private static void requireAfter(PartitionId partition, long to, OffsetRun run) {
    if (run.from() < to) {
      throw new EvidenceHaltException(
          HaltCode.OVERLAP,
          partition + " delivered offset " + run.from() + ", but is sealed up to " + to);
    }
  }
}
