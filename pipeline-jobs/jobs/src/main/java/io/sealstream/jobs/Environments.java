package io.sealstream.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The execution environment that every job starts from. */
final class Environments {

  static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private Environments() {}

  /**
   * Our defaults under the caller's settings: exactly-once checkpoints, kept when the job is
   * cancelled; no generic (Kryo) types; no auto-generated uids, so that an operator without one
   * does not build. Our own keys stay out of it.
   */
  static StreamExecutionEnvironment create(Configuration settings) {
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, DEFAULT_CHECKPOINT_INTERVAL);
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // Values are immutable: no defensive copies between chained operators.
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // Flink keeps and shows what a job is configured with.
    configuration.addAll(JobArguments.flinksOwn(settings));
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }
}
