package io.sealstream.evidence.verify;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an archive covers, up to its newest verified note. Counts are the seals' own at L2 and L3,
 * and counted from the objects at L4.
 *
 * @param epochs seals under the newest note
 * @param pendingEpochs seals past it
 * @param pendingObjects batch objects past it
 * @param partitions by {@code topic-partition}
 * @param records entries read from objects; 0 below L4
 * @param minTimeMillis earliest event time of all heads; greater than the maximum when there is
 *     none
 * @param signers key labels that the seals name, in the order of their first; at most a hundred
 */
public record ArchiveSummary(
    long epochs,
    long pendingEpochs,
    long pendingObjects,
    Map<String, Partition> partitions,
    long records,
    long undecodable,
    long minTimeMillis,
    long maxTimeMillis,
    List<String> signers) {

  /** One partition: {@code to - from = sealed + controlSlots + lost}. */
  public record Partition(
      long from, long to, long sealed, long undecodable, long controlSlots, long lost) {}

  public ArchiveSummary {
    signers = List.copyOf(signers);
    partitions = Collections.unmodifiableMap(new TreeMap<>(partitions));
  }

  /** Records sealed, by the seals. */
  public long sealed() {
    return partitions.values().stream().mapToLong(Partition::sealed).sum();
  }
}
