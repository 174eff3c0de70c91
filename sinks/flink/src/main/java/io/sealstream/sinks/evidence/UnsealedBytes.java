package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.PartitionCut;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;

/**
 * Bytes of values that writers handed on and that are not known to be published. Kept in
 * checkpoints by epoch: the committer holds those epochs through a restore. Changed by the task
 * thread; {@link #total} may be asked by any.
 */
final class UnsealedBytes {
  private static final ListStateDescriptor<long[]> STATE =
      new ListStateDescriptor<>("sealer-unsealed-bytes-v1", LongPrimitiveArraySerializer.INSTANCE);

  private final ListState<long[]> saved;
  private final LongSupplier published;
  private final AtomicLong gathered = new AtomicLong();
  private final NavigableMap<Long, Long> byEpoch = new ConcurrentSkipListMap<>();

  private UnsealedBytes(ListState<long[]> saved, LongSupplier published) {
    this.saved = saved;
    this.published = published;
  }

  /**
   * Goes on from a checkpoint, an older one without these numbers too.
   *
   * @param published number of the newest epoch known to be published; -1 for none
   * @param nextEpoch the epoch that is open now; what the checkpoint has from there on belongs to a
   *     branch that was given up
   */
  static UnsealedBytes restore(OperatorStateStore store, LongSupplier published, long nextEpoch)
      throws Exception {
    var restored = new UnsealedBytes(store.getListState(STATE), published);
    for (long[] epoch : restored.saved.get()) {
      restored.byEpoch.put(epoch[0], epoch[1]);
    }
    restored.byEpoch.tailMap(nextEpoch, true).clear();
    return restored;
  }

  /** A writer handed this on. */
  void gathered(PartitionCut cut) {
    gathered.addAndGet(cut.batches().stream().mapToLong(batch -> batch.head().valueBytes()).sum());
  }

  /** All that is gathered is in this epoch now. */
  void cut(long epoch) {
    byEpoch.headMap(published.getAsLong(), true).clear();
    byEpoch.put(epoch, gathered.getAndSet(0));
  }

  void snapshot() throws Exception {
    List<long[]> epochs = new ArrayList<>();
    byEpoch.forEach((epoch, bytes) -> epochs.add(new long[] {epoch, bytes}));
    saved.update(epochs);
  }

  /** Falls when the sealer sees that an epoch is published. */
  long total() {
    return gathered.get()
        + byEpoch.tailMap(published.getAsLong(), false).values().stream()
            .mapToLong(Long::longValue)
            .sum();
  }
}
