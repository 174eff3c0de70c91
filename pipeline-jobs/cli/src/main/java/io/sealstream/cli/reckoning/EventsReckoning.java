package io.sealstream.cli.reckoning;

import io.sealstream.schemas.RejectReason;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What an events topic holds.
 *
 * @param records all records of all partitions
 * @param ends end offset by {@code topic-partition}
 * @param idsByTenant the ids of the events that can be decoded; a repeated id counts once, as it
 *     does in the index
 * @param decodable events that can be decoded, repeats included
 * @param undecodable SHA-256 of the value (lower-case hex, empty for a tombstone) by position, for
 *     every record that cannot
 * @param reasons how many cannot, by reason
 */
public record EventsReckoning(
    long records,
    SortedMap<String, Long> ends,
    Map<String, Set<String>> idsByTenant,
    long decodable,
    Map<String, String> undecodable,
    SortedMap<RejectReason, Long> reasons) {

  /** Distinct events, by tenant and id. */
  public long distinctEvents() {
    return idsByTenant.values().stream().mapToLong(Set::size).sum();
  }
}
