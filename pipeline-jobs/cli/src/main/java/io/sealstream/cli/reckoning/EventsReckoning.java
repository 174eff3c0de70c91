package io.sealstream.cli.reckoning;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the events topics hold.
 *
 * @param records all records of all partitions
 * @param ends end offset by {@code topic-partition}
 * @param idsByTenant the ids of the events that can be decoded; a repeated id counts once, as it
 *     does in the index
 * @param decodable events that can be decoded, repeats included
 * @param undecodable every record that cannot, by position
 */
public record EventsReckoning(
    long records,
    SortedMap<String, Long> ends,
    Map<String, Set<String>> idsByTenant,
    long decodable,
    Map<String, Undecodable> undecodable) {

  /** Distinct events, by tenant and id. */
  public long distinctEvents() {
    return idsByTenant.values().stream().mapToLong(Set::size).sum();
  }

  /** Sum of the end offsets. */
  public long endOffsets() {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many records cannot be decoded, by reason. */
  public SortedMap<String, Long> reasons() {
    var reasons = new TreeMap<String, Long>();
    undecodable.values().forEach(bad -> reasons.merge(bad.reason(), 1L, Long::sum));
    return reasons;
  }
}
