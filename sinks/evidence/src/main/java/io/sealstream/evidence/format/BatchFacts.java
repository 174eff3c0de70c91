package io.sealstream.evidence.format;

import io.sealstream.evidence.SealableRecord;
import io.sealstream.schemas.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a head says of its records, gathered record by record in offset order. One thread only. */
public final class BatchFacts {
  private long from = -1;
  private long last = -1;
  private long undecodable;
  private long valueBytes;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private int minLeaderEpoch = Integer.MAX_VALUE;
  private int maxLeaderEpoch = Integer.MIN_VALUE;

  /** Takes one more record in. */
  public void add(SealableRecord record) {
    var received = record.received();
    var event = record.event();
    @Nullable Bytes value = received.value();
    from = from < 0 ? received.offset() : from;
    last = received.offset();
    undecodable += event == null ? 1 : 0;
    valueBytes += value == null ? 0 : value.size();
    long time = event == null ? received.timestampMillis() : event.timeMillis();
    minTime = Math.min(minTime, time);
    maxTime = Math.max(maxTime, time);
    minLeaderEpoch = Math.min(minLeaderEpoch, received.leaderEpoch());
    maxLeaderEpoch = Math.max(maxLeaderEpoch, received.leaderEpoch());
  }

  /** Records that are no events. */
  public long undecodable() {
    return undecodable;
  }

  /** Whether range, counts and times are those that the head says. */
  public boolean agreesWith(BatchHead head) {
    return from == head.from()
        && last + 1 == head.to()
        && undecodable == head.undecodable()
        && valueBytes == head.valueBytes()
        && minTime == head.minTimeMillis()
        && maxTime == head.maxTimeMillis();
  }

  /** Whether the leader epochs are those that the head says. */
  public boolean hasLeaderEpochsOf(BatchHead head) {
    return minLeaderEpoch == head.minLeaderEpoch() && maxLeaderEpoch == head.maxLeaderEpoch();
  }

  /** Offset of the newest record; -1 before the first. */
  long last() {
    return last;
  }

  /** The head of a finished object. */
  UnsequencedHead head(BatchIdentity identity, long count, Bytes root, WrittenObject object) {
    return new UnsequencedHead(
        identity,
        from,
        last + 1,
        count,
        undecodable,
        valueBytes,
        minTime,
        maxTime,
        minLeaderEpoch,
        maxLeaderEpoch,
        root,
        object.key(),
        object.sha256(),
        object.schemas());
  }

  /** The object as a file. */
  record WrittenObject(String key, Bytes sha256, List<SealedSchema> schemas) {}
}
