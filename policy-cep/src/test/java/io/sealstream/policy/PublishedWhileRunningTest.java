package io.sealstream.policy;

import static io.sealstream.policy.Reads.export;
import static io.sealstream.policy.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@DisplayName("policies that are published while a job runs on a cluster")
class PublishedWhileRunningTest {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final BlockingQueue<DecodedEvent> EVENTS = new LinkedBlockingQueue<>();
  private static final List<String> TOLD = new CopyOnWriteArrayList<>();

  @TempDir static Path savepoints;
  private long offset;
  private @Nullable JobClient running;

  @BeforeEach
  void forget() {
    EVENTS.clear();
    TOLD.clear();
  }

  /** A job that is still being cancelled would take the next test's events. */
  @AfterEach
  void stop() throws Exception {
    JobClient job = running;
    if (job != null && !job.getJobStatus().get().isGloballyTerminalState()) {
      job.cancel().get();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }
  }

  /** Gives each event of the test once, and between them lets checkpoints through. */
  private static final class Give extends ProcessFunction<Long, DecodedEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Long number, Context context, Collector<DecodedEvent> out)
        throws Exception {
      DecodedEvent event = EVENTS.poll(5, TimeUnit.MILLISECONDS);
      if (event != null) {
        out.collect(event);
      }
    }
  }

  private JobClient start(PolicyInputs inputs, Optional<String> savepoint) throws Exception {
    var settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is final
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
    savepoint.ifPresent(path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    var violations = AvroRecordTypeInfo.of(Violation.class);
    var matched =
        env.fromSource(
                new NumberSequenceSource(0, Long.MAX_VALUE - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .process(new Give(), DecodedEventTypeInfo.INSTANCE)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<DecodedEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((event, old) -> event.event().getTime().toEpochMilli()))
            .transform("match", violations, PolicyEvaluation.matching(inputs))
            .uid("match");
    var correlated =
        matched
            .getSideOutput(PolicyEvaluation.HITS)
            .keyBy(KeyedHit::key, CorrelationKey.TYPE)
            .transform(
                "correlate",
                violations,
                PolicyEvaluation.correlating(inputs, Duration.ofMinutes(1)))
            .uid("correlate");
    matched
        .union(correlated)
        .map(PublishedWhileRunningTest::tell, Types.STRING)
        .sinkTo(new DiscardingSink<>());
    JobClient started = env.executeAsync();
    running = started;
    return started;
  }

  private static String tell(Violation found) {
    String told = found.getPolicyId() + "@" + found.getPolicyVersion() + " " + found.getAnchor();
    TOLD.add(told);
    return told;
  }

  private void feed(AuditEvent... events) {
    for (AuditEvent event : events) {
      EVENTS.add(new DecodedEvent(event, "audit.events", 0, offset++, 0));
    }
  }

  private static void awaitTold(JobClient job, String... all) throws Exception {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> TOLD.size() >= all.length || job.getJobStatus().get().isGloballyTerminalState());
    if (job.getJobStatus().get() == JobStatus.FAILED) {
      job.getJobExecutionResult().get(); // says why
    }
    assertThat(TOLD).containsExactlyInAnyOrder(all);
  }

  @Test
  void aPolicysLifeInOneAttempt() throws Exception {
    var topic = new MemoryTopic("cluster-life");
    topic.publish(finds(1, "enforce", "read_record"), 1, 0);
    feed(read("first", 0)); // there before the job: judged with what was published before
    JobClient job = start(topic.inputs(), Optional.empty());
    awaitTold(job, "p-1@1 first");

    topic.publish(finds(2, "enforce", "export_folder"), 2, 100);
    feed(read("b", 99), read("c", 100), export("d", 100));
    awaitTold(job, "p-1@1 first", "p-1@1 b", "p-1@2 d");

    topic.publish(finds(3, "disabled", "export_folder"), 3, 200);
    topic.publish(finds(4, "enforce", "read_record"), 4, 300);
    feed(export("off", 200), read("late", 50), read("rolled back", 300));
    awaitTold(job, "p-1@1 first", "p-1@1 b", "p-1@2 d", "p-1@1 late", "p-1@4 rolled back");

    assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    assertThat(topic.opened()).as("one attempt of either task").isEqualTo(2);
    stop();
    await().atMost(Duration.ofSeconds(60)).until(() -> topic.stillOpen() == 0);
  }

  @Test
  @DisplayName("a partial match begun under a version that ended completes after a savepoint")
  void aPartialMatchSurvivesTheEndOfItsVersionAndASavepoint() throws Exception {
    var topic = new MemoryTopic("cluster-savepoint");
    topic.publish(finds(1, "enforce", "export_folder"), 1, 0);
    topic.publish(Correlations.readsAlone(3), 1, 0);
    JobClient first = start(topic.inputs(), Optional.empty());
    feed(read("a", 98), read("b", 99), export("through", 99));
    awaitTold(first, "p-1@1 through");

    topic.publish(Correlations.readsAlone(9), 2, 100);
    String savepoint =
        first
            .stopWithSavepoint(false, savepoints.toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    JobClient second = start(topic.inputs(), Optional.of(savepoint));
    feed(read("c", 101), export("through too", 102));
    awaitTold(second, "p-1@1 through", "p-1@1 through too", Correlations.ID + "@1 c");
  }

  private static PolicySource finds(int version, String mode, String action) {
    return PublishedVersionsTest.finds(version, mode, action);
  }
}
