package io.sealstream.jobs;

import java.time.Duration;

/**
 * What the broker says of a topic's settings, as far as evidence depends on them.
 *
 * @param replication copies of the partition that has the fewest
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
    boolean compacted,
    boolean logAppendTime,
    Duration retention,
    long retentionBytes,
    int maxMessageBytes,
    boolean storedUncompressed) {}
