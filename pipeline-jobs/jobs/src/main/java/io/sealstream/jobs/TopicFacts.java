package io.sealstream.jobs;

import java.time.Duration;

/**
 * What the broker says of a topic's settings, as far as evidence depends on them.
 *
 * @param replication copies of the partition that has the fewest
 * @param cleanupPolicy compact, delete, or both with a comma between
 * @param minCompactionLagMillis how long a record stays that has a newer one with its key
 * @param retention how long records stay; negative for ever
 * @param logAppendTime whether the broker stamps records, not the producer
 * @param retentionBytes how many bytes stay per partition; negative for no limit
 * @param maxMessageBytes of one batch of records, as the broker stores it
 * @param storedUncompressed whether the broker unpacks what producers compressed, so that {@code
 *     maxMessageBytes} bounds a record's own size
 */
record TopicFacts(
    String topic,
    int partitions,
    int replication,
    int minInSyncReplicas,
    boolean uncleanElection,
    String cleanupPolicy,
    long minCompactionLagMillis,
    boolean logAppendTime,
    Duration retention,
    long retentionBytes,
    int maxMessageBytes,
    boolean storedUncompressed) {

  /** Whether records go that have a newer one with their key. */
  boolean compacted() {
    return cleanupPolicy.contains("compact");
  }

  /** Whether no record goes: by its age, by how much there is, or for a newer one with its key. */
  boolean keptForEver() {
    return cleanupPolicy.equals("compact") && minCompactionLagMillis == Long.MAX_VALUE;
  }
}
