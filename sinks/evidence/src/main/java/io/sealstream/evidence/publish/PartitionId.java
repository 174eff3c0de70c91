package io.sealstream.evidence.publish;

import java.io.Serializable;
import java.util.Comparator;

/** One partition of one topic, ordered by topic, then by number. */
public record PartitionId(String topic, int partition)
    implements Serializable, Comparable<PartitionId> {

  private static final Comparator<PartitionId> ORDER =
      Comparator.comparing(PartitionId::topic).thenComparingInt(PartitionId::partition);

  public PartitionId {
    if (topic.isEmpty() || partition < 0) {
      throw new IllegalArgumentException("no such partition: " + topic + "-" + partition);
    }
  }

  @Override
  public int compareTo(PartitionId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
