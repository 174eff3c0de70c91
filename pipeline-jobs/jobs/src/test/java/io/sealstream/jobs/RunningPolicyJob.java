package io.sealstream.jobs;

import static org.awaitility.Awaitility.await;

import io.sealstream.jobs.RetentionOptions.OnDeleted;
import io.sealstream.policy.PolicyInputs;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * The policy job on the cluster of the test, with a policy that every event of {@link Reads} hits.
 */
final class RunningPolicyJob implements AutoCloseable {
  static final List<PolicySource> POLICIES =
      List.of(
          new PolicySource(
              "p.yml",
              """
              title: Download
              id: 4f1c2d3e-0000-4000-8000-000000000002
              logsource: {product: app}
              detection:
                selection: {action: download_file}
                condition: selection
              """));
  private static final long PATIENCE_SECONDS = 120;

  private final JobClient client;

  RunningPolicyJob(JobClient client) {
    this.client = client;
  }

  /** An environment in which a failure is final; with the state of an earlier run, if any. */
  static StreamExecutionEnvironment environment(int parallelism, @Nullable String savepoint) {
    var settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    var env = Environments.create(settings);
    env.setParallelism(parallelism);
    return env;
  }

  /** Starts the job as it is; what it sees goes to {@link TimersSink#seen} under the run's name. */
  static RunningPolicyJob start(
      StreamExecutionEnvironment env, PolicyTopic topic, EventTime time, String run)
      throws Exception {
    InputConfig input = topic.input();
    String servers = input.bootstrapServers();
    PolicyTopology.build(
        env,
        new PolicyTopology.Edges(
            Sources.decoded(input, new JobName("test"), PolicyTopic.decoding()),
            new TimersSink(run),
            new DiscardingSink<>()),
        new PolicyTopology.Reading(
            time,
            new CheckOffsetsFunction<Either<ReceivedRecord, DecodedEvent>>(
                DecodingDeserializer::place, () -> new KafkaLogStarts(servers), OnDeleted.HALT)),
        new PolicyTopology.Policies(PolicyInputs.of(POLICIES), Duration.ZERO));
    return new RunningPolicyJob(env.executeAsync(run));
  }

  JobClient client() {
    return client;
  }

  /** Stops the job and returns where its state is. */
  String stopWithSavepoint(Path folder) {
    await()
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(() -> client.getJobStatus().get() == JobStatus.RUNNING);
    return client
        .stopWithSavepoint(
            false, folder.toAbsolutePath().toUri().toString(), SavepointFormatType.CANONICAL)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() throws Exception {
    if (!client.getJobStatus().get().isGloballyTerminalState()) {
      client.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      await()
          .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
          .until(() -> client.getJobStatus().get().isGloballyTerminalState());
    }
  }
}
