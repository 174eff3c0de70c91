package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sealstream.local.KafkaServer;
import io.sealstream.local.LocalTopics;
import io.sealstream.schemas.codec.AvroTrust;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Policies published to a real broker while the job runs. */
@Timeout(300)
class PublishedPoliciesITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir private Path folder = Path.of("");
  private static KafkaServer kafka;

  @BeforeAll
  static void start() throws Exception {
    AvroTrust.establish();
    CollectedViolations.clear();
    CollectedDecisions.clear();
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "published"));
    LocalTopics.create(kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  @DisplayName("a running job judges by what is published, from effectiveFrom on")
  void aRunningJobTakesUpWhatIsPublished() throws Exception {
    try (var events = new PolicyTopic(kafka.bootstrapServers(), "published.events", 2);
        var publisher = new PolicyPublisher(kafka.bootstrapServers(), LocalTopics.POLICIES)) {
      // Far enough ahead for a slow broker: what is published after it counts is refused.
      Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
      Instant second = first.plusSeconds(60);
      publisher.publish(1, "download_file", first);
      try (RunningPolicyJob job = start(events, publisher.keys())) {
        events.sendEvent(0, "before-first", first.minusMillis(1).toEpochMilli());
        events.sendEvent(1, "first", first.toEpochMilli());
        await().atMost(PATIENCE).until(() -> violations().contains(tuple("first", "1")));

        publisher.publish(2, "export_folder", second);
        publisher.send("watched@3", publisher.draft(3, "delete_file", second).toJson());
        awaitTakenUp(events, first.minusSeconds(1));
        events.sendEvent(0, "last-of-first", second.minusMillis(1).toEpochMilli());
        events.sendEvent(0, "not-of-second", second.toEpochMilli());
        publisher.publish(4, "download_file", second.plusSeconds(60));
        awaitDecisions(DecisionOutcome.ACTIVATED, 4, events, first.minusSeconds(1));
        events.sendEvent(1, "of-fourth", second.plusSeconds(60).toEpochMilli());
        await().atMost(PATIENCE).until(() -> violations().contains(tuple("of-fourth", "4")));

        assertThat(job.client().getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      }
    }
    assertThat(violations())
        .containsExactlyInAnyOrder(
            tuple("first", "1"), tuple("last-of-first", "1"), tuple("of-fourth", "4"));
    assertThat(decisions(DecisionOutcome.ACTIVATED))
        .as("each of two tasks, for two versions, before any event that they govern")
        .extracting(Decision::getPolicyVersion, Decision::getLate, Decision::getApprover)
        .containsExactlyInAnyOrder(
            tuple("2", false, "bob"),
            tuple("2", false, "bob"),
            tuple("4", false, "bob"),
            tuple("4", false, "bob"));
    assertThat(decisions(DecisionOutcome.REFUSED))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.getPolicyId()).isEqualTo("watched@3");
              assertThat(refused.getReason()).contains("not signed by its approver bob");
            });
  }

  private RunningPolicyJob start(PolicyTopic events, String keys) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), keys);
    var settings =
        Configuration.fromMap(
            Map.of(
                "sealstream.policy.topic",
                LocalTopics.POLICIES,
                "sealstream.policy.keys",
                file.toString()));
    var problems = new ArrayList<String>();
    PublishedPolicies published = PublishedPolicies.from(settings, problems);
    assertThat(problems).isEmpty();
    assertThat(published.examine(kafka.bootstrapServers())).isEmpty();
    StreamExecutionEnvironment env = RunningPolicyJob.environment(2, null);
    PolicyTopology.build(
        env,
        new PolicyTopology.Edges(
            Sources.decoded(events.input(), new JobName("published"), PolicyTopic.decoding()),
            new CollectedViolations(),
            new CollectedDecisions()),
        new PolicyTopology.Reading(
            new EventTime(Duration.ofMinutes(1), Duration.ofMinutes(1)),
            CheckOffsetsFunction.of(
                new Configuration(), events.input(), DecodingDeserializer::place)),
        new PolicyTopology.Policies(
            published.with(List.of(), kafka.bootstrapServers()), Duration.ZERO));
    return new RunningPolicyJob(env.executeAsync("published"));
  }

  private static void awaitTakenUp(PolicyTopic events, Instant ungoverned) {
    awaitDecisions(DecisionOutcome.ACTIVATED, 2, events, ungoverned);
    awaitDecisions(DecisionOutcome.REFUSED, 1, events, ungoverned);
  }

  /** Tasks look for news when an event comes: these are of a time that no version governs. */
  private static void awaitDecisions(
      DecisionOutcome outcome, int count, PolicyTopic events, Instant ungoverned) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              events.sendEvent(0, "probe", ungoverned.toEpochMilli());
              events.sendEvent(1, "probe", ungoverned.toEpochMilli());
              return decisions(outcome).size() >= count;
            });
  }

  private static List<Tuple> violations() {
    return CollectedViolations.written().stream()
        .map((Violation found) -> tuple(found.getAnchor(), found.getPolicyVersion()))
        .toList();
  }

  private static List<Decision> decisions(DecisionOutcome outcome) {
    return CollectedDecisions.of(outcome);
  }
}
