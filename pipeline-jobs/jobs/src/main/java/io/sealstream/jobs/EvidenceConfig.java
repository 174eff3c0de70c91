package io.sealstream.jobs;

import io.sealstream.evidence.keys.KeySource;
import io.sealstream.sinks.evidence.EvidenceSinkConfig;
import io.sealstream.sinks.kafka.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Validated settings of the evidence job.
 *
 * @param changes where changes of the retention table are told
 * @param rejectedMaxBytes largest copy that the producer sends
 * @param transactions how copies are written
 */
record EvidenceConfig(
    EvidenceSinkConfig sink,
    Duration sealInterval,
    Duration plannedOutage,
    RetentionConfig.Changes changes,
    String rejectedTopic,
    int rejectedMaxBytes,
    Transactions transactions,
    boolean development) {

  private static final Duration ASK_BROKER_EVERY = Duration.ofSeconds(5);

  /** Reads and checks every option, and adds what is wrong to the problems. */
  static EvidenceConfig from(ReadableConfig raw, InputConfig input, List<String> problems) {
    Duration interval = raw.get(EvidenceOptions.SEAL_INTERVAL);
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add(EvidenceOptions.SEAL_INTERVAL.key() + " must be at least 1 s: " + interval);
    }
    long rejected = raw.get(EvidenceOptions.REJECTED_MAX_BYTES).getBytes();
    if (rejected <= input.limits().maxValueBytes() || rejected > Integer.MAX_VALUE) {
      problems.add(
          EvidenceOptions.REJECTED_MAX_BYTES.key()
              + " must exceed "
              + InputOptions.MAX_VALUE_BYTES.key()
              + ": "
              + rejected);
    }
    return new EvidenceConfig(
        sink(raw, input, problems),
        interval,
        raw.get(EvidenceOptions.PLANNED_OUTAGE),
        RetentionConfig.changes(raw, input, problems),
        raw.get(EvidenceOptions.REJECTED_TOPIC),
        (int) Math.min(rejected, Integer.MAX_VALUE),
        TransactionConfig.from(raw, interval, problems),
        raw.get(EvidenceOptions.DEVELOPMENT));
  }

  private static EvidenceSinkConfig sink(
      ReadableConfig raw, InputConfig input, List<String> problems) {
    String uri = InputConfig.required(raw, EvidenceOptions.STORE_URI, problems, "archive");
    String origin = InputConfig.required(raw, EvidenceOptions.ORIGIN, problems, "origin");
    int open = raw.get(EvidenceOptions.OPEN_BATCHES);
    if (open < 1) {
      problems.add(EvidenceOptions.OPEN_BATCHES.key() + " must be positive: " + open);
    }
    var defaults = EvidenceSinkConfig.Bounds.DEFAULT;
    return new EvidenceSinkConfig(
        new EvidenceSinkConfig.Archive(uri, raw.get(EvidenceOptions.STORE_OPTIONS)),
        new EvidenceSinkConfig.Log(origin, keys(raw, problems)),
        RetentionConfig.table(raw, isFolder(uri), problems),
        new EvidenceSinkConfig.Topics(
            SealedTopicsConfig.from(raw, input, problems),
            Map.of("bootstrap.servers", input.bootstrapServers()),
            ASK_BROKER_EVERY),
        new EvidenceSinkConfig.Bounds(
            Math.max(1, open), defaults.batchRecords(), defaults.batchBytes()));
  }

  private static KeySource keys(ReadableConfig raw, List<String> problems) {
    var file = raw.getOptional(EvidenceOptions.KEY_FILE);
    var ring = raw.getOptional(EvidenceOptions.KEY_RING);
    if (file.isPresent() == ring.isPresent()) {
      problems.add(
          "one of %s and %s must be set"
              .formatted(EvidenceOptions.KEY_FILE.key(), EvidenceOptions.KEY_RING.key()));
    }
    return ring.map(KeySource::keyRing).orElseGet(() -> KeySource.keyFile(file.orElse("key.pem")));
  }

  private static boolean isFolder(String uri) {
    return !uri.contains("://") || uri.startsWith("file:");
  }

  /** Whether the archive is a folder, which cannot lock anything. */
  boolean folder() {
    return isFolder(sink.archive().uri());
  }
}
