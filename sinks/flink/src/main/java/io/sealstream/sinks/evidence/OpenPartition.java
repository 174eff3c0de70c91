package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PartitionCut;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.publish.RunRecorder;
import io.sealstream.evidence.publish.StagedBatch;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was read of one partition since the last barrier, all tenants together. Task thread only.
 */
final class OpenPartition {
  private static final long NONE = Long.MAX_VALUE;

  private final PartitionId partition;
  private final RunRecorder runs;
  private long oldestAppendMillis = NONE;

  OpenPartition(PartitionId partition, boolean holesAreLegal) {
    this.partition = partition;
    this.runs = new RunRecorder(partition, holesAreLegal);
  }

  /**
   * Notes one record. A time that its producer chose is left out.
   *
   * @throws io.sealstream.evidence.publish.EvidenceHaltException OVERLAP
   */
  void add(ReceivedRecord record) {
    runs.add(record.offset());
    if (record.timestampKind() == TimestampKind.LOG_APPEND_TIME) {
      oldestAppendMillis = Math.min(oldestAppendMillis, record.timestampMillis());
    }
  }

  /** What was read, which these batches hold; begins afresh. */
  PartitionCut cut(List<StagedBatch> batches) {
    return new PartitionCut(partition, runs.take(), batches, takeOldestAppend());
  }

  /** When the broker appended the oldest record since the last call; empty when it told of none. */
  OptionalLong takeOldestAppend() {
    var oldest =
        oldestAppendMillis == NONE ? OptionalLong.empty() : OptionalLong.of(oldestAppendMillis);
    oldestAppendMillis = NONE;
    return oldest;
  }
}
