package io.sealstream.jobs;

import io.sealstream.sinks.kafka.Transactions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Reads and checks how a job writes in transactions. */
final class TransactionConfig {
  /** Kafka counts milliseconds in 31 bits. */
  private static final Duration MAX = Duration.ofDays(24);

  private TransactionConfig() {}

  /** The settings of a job with Flink's checkpoint interval, or our default one. */
  static Transactions from(ReadableConfig raw, List<String> problems) {
    return from(
        raw,
        raw.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .orElse(Environments.DEFAULT_CHECKPOINT_INTERVAL),
        problems);
  }

  /** Reads and checks every option, and adds what is wrong to the problems. */
  static Transactions from(ReadableConfig raw, Duration checkpointInterval, List<String> problems) {
    Duration timeout = raw.get(TransactionOptions.TIMEOUT);
    if (timeout.compareTo(checkpointInterval.multipliedBy(2)) < 0 || timeout.compareTo(MAX) > 0) {
      problems.add(
          "%s must lie between twice the checkpoint interval of %s and 24 days: %s"
              .formatted(TransactionOptions.TIMEOUT.key(), checkpointInterval, timeout));
    }
    return new Transactions(timeout, raw.get(TransactionOptions.ACCEPT_LOST));
  }
}
