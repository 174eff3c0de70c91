package io.sealstream.evidence.publish;

import java.util.List;
import java.util.OptionalLong;

/**
 * What one writer read of one partition between two barriers.
 *
 * @param runs the offsets, all tenants together, in order
 * @param batches the same records by tenant
 * @param oldestAppendMillis when the broker appended the oldest record; empty when it put its own
 *     time on none
 */
public record PartitionCut(
    PartitionId partition,
    List<OffsetRun> runs,
    List<StagedBatch> batches,
    OptionalLong oldestAppendMillis) {
  public PartitionCut {
    runs = List.copyOf(runs);
    batches = List.copyOf(batches);
    long read = runs.stream().mapToLong(OffsetRun::count).sum();
    long written = batches.stream().mapToLong(batch -> batch.head().count()).sum();
    if (read != written) {
      throw new IllegalArgumentException(
          partition + ": " + read + " records read, " + written + " in batches");
    }
  }
}
