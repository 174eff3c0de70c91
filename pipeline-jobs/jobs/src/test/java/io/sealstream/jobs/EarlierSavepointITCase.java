package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.jobs.RetentionOptions.OnDeleted;
import io.sealstream.local.KafkaServer;
import io.sealstream.policy.PolicyEvaluation;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.typeinfo.DecodedEventTypeInfo;
import io.sealstream.schemas.typeinfo.ReceivedRecordTypeInfo;
import io.sealstream.schemas.v1.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** State of the policy job from before it had event time. */
@Timeout(300)
class EarlierSavepointITCase {
  private static final long T = 1_700_000_000_000L;
  private static final EventTime TIME = new EventTime(Duration.ofMinutes(1), Duration.ofHours(1));

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static KafkaServer kafka;

  @TempDir private Path savepoints;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "earlier"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** Decodes behind the source, as the operator {@code decode} once did. */
  private static final class DecodeBehindSource
      extends ProcessFunction<ReceivedRecord, DecodedEvent> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable AuditEventDecoder decoder;

    @Override
    public void open(OpenContext context) {
      EventDecoding decoding = PolicyTopic.decoding();
      decoder = decoding.decoder(decoding.registry().open());
    }

    @Override
    public void processElement(
        ReceivedRecord record, Context context, Collector<DecodedEvent> out) {
      Objects.requireNonNull(decoder)
          .decode(record)
          .decoded()
          .map(
              event ->
                  new DecodedEvent(
                      event,
                      record.topic(),
                      record.partition(),
                      record.offset(),
                      record.timestampMillis()))
          .ifPresent(out::collect);
    }
  }

  private static RunningPolicyJob startAsItWas(PolicyTopic topic, String run) throws Exception {
    InputConfig input = topic.input();
    String servers = input.bootstrapServers();
    var env = RunningPolicyJob.environment(1, null);
    env.fromSource(
            Sources.events(input, new JobName("test")),
            WatermarkStrategy.noWatermarks(),
            "read audit events")
        .uid("audit-events")
        .process(
            new CheckOffsetsFunction<ReceivedRecord>(
                record -> record, () -> new KafkaLogStarts(servers), OnDeleted.HALT),
            ReceivedRecordTypeInfo.INSTANCE)
        .uid("check-offsets")
        .process(new DecodeBehindSource(), DecodedEventTypeInfo.INSTANCE)
        .uid("decode")
        .transform(
            "match",
            AvroRecordTypeInfo.of(Violation.class),
            PolicyEvaluation.matching(RunningPolicyJob.POLICIES))
        .uid("match")
        .sinkTo(new TimersSink(run))
        .uid("violations");
    return new RunningPolicyJob(env.executeAsync(run));
  }

  /** The state of a job that read three records of partition 0, one of them no event. */
  private String savepointOfThreeRead(PolicyTopic topic, String run) throws Exception {
    try (var job = startAsItWas(topic, run)) {
      topic.sendEvent(0, "e-0", T);
      topic.sendGarbage(0);
      topic.sendEvent(0, "e-2", T);
      topic.sendEvent(1, "last", T);
      awaitUntil(() -> assertThat(TimersSink.seen(run).events()).contains("e-0", "e-2", "last"));
      return job.stopWithSavepoint(savepoints);
    }
  }

  private static void awaitUntil(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
  }

  @Test
  void itGoesOnWhereItStoppedAndTimersOfThenFireNow() throws Exception {
    try (var topic = new PolicyTopic(kafka.bootstrapServers(), "goes-on", 2)) {
      String savepoint = savepointOfThreeRead(topic, "then");
      var seen = TimersSink.seen("now");
      try (var job =
          RunningPolicyJob.start(RunningPolicyJob.environment(1, savepoint), topic, TIME, "now")) {
        topic.sendEvent(0, "e-3", T + 120_000);
        topic.sendEvent(1, "e-4", T + 120_000);
        awaitUntil(() -> assertThat(seen.fired()).contains("e-0", "e-2", "last"));
        assertThat(seen.events()).containsExactlyInAnyOrder("e-3", "e-4");
      }
      assertThat(TimersSink.seen("then").fired()).isEmpty();
    }
  }

  @Test
  void itStillKnowsWhatWasToComeNext() throws Exception {
    var partition = new TopicPartition("deleted", 0);
    try (var topic = new PolicyTopic(kafka.bootstrapServers(), partition.topic(), 2)) {
      String savepoint = savepointOfThreeRead(topic, "before");
      for (int i = 3; i < 7; i++) {
        topic.sendEvent(0, "e-" + i, T);
      }
      try (var admin = Admin.create(topic.client())) {
        var unused =
            admin
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(5)))
                .all()
                .get(60, TimeUnit.SECONDS);
      }
      try (var job =
          RunningPolicyJob.start(
              RunningPolicyJob.environment(1, savepoint), topic, TIME, "after")) {
        assertThat(job.client().getJobExecutionResult())
            .failsWithin(Duration.ofSeconds(60))
            .withThrowableOfType(Exception.class)
            .havingRootCause()
            .withMessageContaining("2 records of deleted-0, offsets 3 to 4, were deleted");
      }
      assertThat(TimersSink.seen("after").events()).isEmpty();
    }
  }
}
