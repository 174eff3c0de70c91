package io.sealstream.jobs;

import java.time.Duration;

/**
 * What the broker says of a topic's settings, as far as evidence depends on them.
 *
 * @param replication copies of the partition that has the fewest
 * @param retention how long records stay; negative for ever
 * @param logAppendTime whether the broker stamps records, not the producer
 * @param retentionBytes how many bytes stay per partition; negative for no limit
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
    int maxMessageBytes) {}
