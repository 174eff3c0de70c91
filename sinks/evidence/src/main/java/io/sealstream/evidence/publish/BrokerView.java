package io.sealstream.evidence.publish;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the broker last said of the sealed topics: which partitions exist and how far they reach. It
 * may be older than the records that are being cut.
 */
public record BrokerView(Map<PartitionId, Extent> partitions) {

  /** Nothing known yet. */
  public static final BrokerView EMPTY = new BrokerView(Map.of());

  /**
   * A partition's extent.
   *
   * @param start the first offset that the broker still has
   * @param end the offset the next record will get
   * @param startAtOpen the first offset that it had when this run began: what lies below cannot
   *     reach us any more, while offsets between it and {@code start} may still be in flight
   */
  public record Extent(long start, long end, long startAtOpen) {
    public Extent {
      if (start < 0 || end < start || startAtOpen > start) {
        throw new IllegalArgumentException(
            "extent start=" + start + " end=" + end + " startAtOpen=" + startAtOpen);
      }
    }
  }

  public BrokerView {
    partitions = Collections.unmodifiableMap(new TreeMap<>(partitions));
  }

  public Optional<Extent> extent(PartitionId partition) {
    return Optional.ofNullable(partitions.get(partition));
  }
}
