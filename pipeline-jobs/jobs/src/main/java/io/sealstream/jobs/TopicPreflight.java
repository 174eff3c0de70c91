package io.sealstream.jobs;

import io.sealstream.evidence.format.BatchLimits;
import io.sealstream.schemas.codec.RejectedCopies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What topics must look like before anything is sealed from them: a setting that may lose or
 * rewrite records would make the archive's promise empty. Pure: {@link TopicInspector} asks the
 * broker.
 *
 * @param holesAllowed topics written in transactions or compacted, where holes are legal
 * @param plannedOutage the longest outage that retention must outlast
 * @param rejectedMaxBytes largest rejected copy that is sent
 */
record TopicPreflight(Set<String> holesAllowed, Duration plannedOutage, int rejectedMaxBytes) {

  private static final int MIN_REPLICATION = 3;
  private static final int MIN_IN_SYNC = 2;

  /** A record below it can be sealed; the rest is for what a row holds beside the record. */
  static final int MAX_RECORD_BYTES = BatchLimits.MAX_ROW_BYTES - (3 << 20);

  TopicPreflight {
    holesAllowed = Set.copyOf(holesAllowed);
  }

  /**
   * Findings about replication are apart, because a development broker cannot meet them.
   *
   * @param errors must be mended
   * @param replication must be mended too, unless the development override is on
   * @param warnings what a producer may do that would stop the job
   */
  record Findings(List<String> errors, List<String> replication, List<String> warnings) {
    Findings {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
      replication = List.copyOf(replication);
    }
  }

  /** All that is wrong, each finding with the topic, the value and the limit. */
  Findings check(List<TopicFacts> sealed, TopicFacts rejected) {
    List<String> errors = new ArrayList<>();
    List<String> replication = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (TopicFacts topic : sealed) {
      checkReplication(topic, replication);
      checkLoss(topic, errors);
      checkRoom(topic, rejected, errors);
      checkRecordSize(topic, errors, warnings);
    }
    return new Findings(errors, replication, warnings);
  }

  /** Kafka bounds a batch as it is stored: compressed, it says nothing of the records in it. */
  private static void checkRecordSize(
      TopicFacts topic, List<String> errors, List<String> warnings) {
    if (topic.maxMessageBytes() > MAX_RECORD_BYTES) {
      errors.add(
          "%s: max.message.bytes is %d; it must be at most %d, as a larger record may not be sealed"
              .formatted(topic.topic(), topic.maxMessageBytes(), MAX_RECORD_BYTES));
    }
    if (!topic.storedUncompressed()) {
      warnings.add(
          "%s: max.message.bytes bounds compressed batches, so a record that expands to more than %d"
                  .formatted(topic.topic(), MAX_RECORD_BYTES)
              + " bytes may get in, and would stop the job; compression.type=uncompressed on the"
              + " topic rules that out");
    }
  }

  /**
   * What the input's broker takes uncompressed must fit into a copy, and the copy into its topic.
   */
  private void checkRoom(TopicFacts topic, TopicFacts rejected, List<String> problems) {
    long needed = (long) topic.maxMessageBytes() + RejectedCopies.ROOM;
    if (rejectedMaxBytes < needed) {
      problems.add(
          "%s is %d; it must be at least %d, max.message.bytes of %s and room for the reason"
              .formatted(
                  EvidenceOptions.REJECTED_MAX_BYTES.key(),
                  rejectedMaxBytes,
                  needed,
                  topic.topic()));
    }
    if (rejected.maxMessageBytes() < rejectedMaxBytes) {
      problems.add(
          "%s: max.message.bytes is %d; it must be at least %s, %d, or a copy is refused for ever"
              .formatted(
                  rejected.topic(),
                  rejected.maxMessageBytes(),
                  EvidenceOptions.REJECTED_MAX_BYTES.key(),
                  rejectedMaxBytes));
    }
  }

  private static void checkReplication(TopicFacts topic, List<String> problems) {
    if (topic.replication() < MIN_REPLICATION) {
      problems.add(
          "%s: replication factor is %d; at least %d keeps records when a broker dies"
              .formatted(topic.topic(), topic.replication(), MIN_REPLICATION));
    }
    if (topic.minInSyncReplicas() < MIN_IN_SYNC) {
      problems.add(
          "%s: min.insync.replicas is %d; at least %d makes acks=all mean something"
              .formatted(topic.topic(), topic.minInSyncReplicas(), MIN_IN_SYNC));
    }
  }

  private void checkLoss(TopicFacts topic, List<String> problems) {
    if (!topic.logAppendTime()) {
      problems.add(
          topic.topic()
              + ": message.timestamp.type is not LogAppendTime; set it, or each producer's own clock"
              + " decides what lies in the future");
    }
    if (topic.uncleanElection()) {
      problems.add(
          topic.topic()
              + ": unclean.leader.election.enable is true; set it to false, or sealed offsets may"
              + " get other records");
    }
    if (topic.compacted() && !holesAllowed.contains(topic.topic())) {
      problems.add(
          topic.topic()
              + ": cleanup.policy contains compact; set it to delete, or declare the topic under "
              + EvidenceOptions.HOLES_ALLOWED.key());
    }
    if (topic.compacted() && topic.minCompactionLagMillis() <= plannedOutage.toMillis()) {
      problems.add(
          "%s: min.compaction.lag.ms is %d; it must exceed the planned outage of %s (%s), or records may be compacted away before they are sealed"
              .formatted(
                  topic.topic(),
                  topic.minCompactionLagMillis(),
                  plannedOutage,
                  EvidenceOptions.PLANNED_OUTAGE.key()));
    }
    if (topic.cleanupPolicy().contains("delete")
        && !topic.retention().isNegative()
        && topic.retention().compareTo(plannedOutage) <= 0) {
      problems.add(
          "%s: retention.ms is %s; it must exceed the planned outage of %s (%s)"
              .formatted(
                  topic.topic(),
                  topic.retention(),
                  plannedOutage,
                  EvidenceOptions.PLANNED_OUTAGE.key()));
    }
    if (topic.retentionBytes() >= 0) {
      problems.add(
          "%s: retention.bytes is %d; set it to -1: it deletes by volume, however short the outage"
              .formatted(topic.topic(), topic.retentionBytes()));
    }
  }
}
