package io.sealstream.evidence.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes which offsets of one partition were read between two barriers, all tenants together.
 *
 * <p>Where holes are legal they stay inside a run; elsewhere a hole begins a new run, so that the
 * sealer can tell retention from tampering. One thread only.
 */
public final class RunRecorder {
  /** Beyond it holes stay inside the last run: memory is bounded whatever the broker does. */
  static final int MAX_RUNS = 1_000;

  private final PartitionId partition;
  private final boolean holesAreLegal;
  private final List<OffsetRun> finished = new ArrayList<>();
  private long from;
  private long to;
  private long count;

  public RunRecorder(PartitionId partition, boolean holesAreLegal) {
    this.partition = partition;
    this.holesAreLegal = holesAreLegal;
  }

  /**
   * Notes one record.
   *
   * @throws EvidenceHaltException OVERLAP when the offset is not above all earlier ones
   */
  public void add(long offset) {
    if (count > 0 && offset < to) {
      throw new EvidenceHaltException(
          HaltCode.OVERLAP, partition + " delivered offset " + offset + " after " + (to - 1));
    }
    boolean hole = count > 0 && offset > to;
    if (hole && !holesAreLegal && finished.size() < MAX_RUNS - 1) {
      finished.add(new OffsetRun(from, to, count));
      count = 0;
    }
    if (count == 0) {
      from = offset;
    }
    to = offset + 1;
    count++;
  }

  /** What was read, in offset order; empty when nothing was. The recorder starts afresh. */
  public List<OffsetRun> take() {
    if (count > 0) {
      finished.add(new OffsetRun(from, to, count));
      count = 0;
    }
    var runs = List.copyOf(finished);
    finished.clear();
    return runs;
  }
}
