package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.jobs.TimersSink.Seen;
import io.sealstream.local.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event time in the policy job, from partitions of a real broker to timers behind a shuffle. */
@Timeout(300)
class WatermarksITCase {
  private static final int SLOTS = 4;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NEVER_IDLE = Duration.ofHours(1);
  private static final long T = 1_700_000_000_000L;

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(SLOTS)
              .build());

  private static KafkaServer kafka;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "watermarks"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static PolicyTopic topic(String name, int partitions) throws Exception {
    return new PolicyTopic(kafka.bootstrapServers(), name, partitions);
  }

  private static void awaitUntil(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
  }

  private static RunningPolicyJob job(int parallelism, PolicyTopic topic, Duration idle, String run)
      throws Exception {
    return RunningPolicyJob.start(
        RunningPolicyJob.environment(parallelism, null), topic, new EventTime(MINUTE, idle), run);
  }

  /** With four tasks, one reads the silent partition alone and one reads none. */
  @ParameterizedTest
  @ValueSource(ints = {1, SLOTS})
  void aSilentPartitionAndATaskWithoutOneHoldNobodyForLongerThanIdleAfter(int parallelism)
      throws Exception {
    String run = "silent-" + parallelism;
    Seen seen = TimersSink.seen(run);
    try (var topic = topic(run, 3);
        var job = job(parallelism, topic, Duration.ofSeconds(2), run)) {
      topic.sendEvent(0, "early", T);
      awaitUntil(
          () -> {
            topic.sendEvent(0, "goes on", T + 120_000);
            topic.sendEvent(1, "goes on", T + 120_000);
            assertThat(seen.fired()).contains("early");
          });
      assertThat(seen.watermarks()).allMatch(watermark -> watermark <= T + 60_000 - 1);
    }
  }

  @Test
  void norDoesAPartitionThatBringsNothingThatCouldBeDecoded() throws Exception {
    String run = "garbage";
    Seen seen = TimersSink.seen(run);
    try (var topic = topic(run, 2);
        var job = job(1, topic, Duration.ofSeconds(2), run)) {
      topic.sendEvent(0, "early", T);
      awaitUntil(
          () -> {
            topic.sendEvent(0, "goes on", T + 120_000);
            topic.sendGarbage(1);
            assertThat(seen.fired()).contains("early");
          });
      assertThat(seen.watermarks()).allMatch(watermark -> watermark <= T + 60_000 - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eventTimeIsThatOfThePartitionFurthestBehind(int parallelism) throws Exception {
    String run = "behind-" + parallelism;
    Seen seen = TimersSink.seen(run);
    try (var topic = topic(run, 2);
        var job = job(parallelism, topic, NEVER_IDLE, run)) {
      topic.sendEvent(1, "hours ahead", T + 18_000_000);
      awaitUntil(() -> assertThat(seen.events()).contains("hours ahead"));
      topic.sendEvent(0, "first", T);
      awaitUntil(() -> assertThat(seen.watermarks()).contains(T - 60_000 - 1));
      topic.sendEvent(0, "second", T + 120_000);
      awaitUntil(() -> assertThat(seen.watermarks()).contains(T + 60_000 - 1));

      assertThat(seen.watermarks()).allMatch(watermark -> watermark <= T + 60_000 - 1);
      assertThat(seen.fired()).containsExactly("first");
    }
  }

  @Test
  void whenAllAreIdleEventTimeGoesOnToTheFurthestAhead() throws Exception {
    String run = "all-idle";
    Seen seen = TimersSink.seen(run);
    try (var topic = topic(run, 2);
        var job = job(1, topic, Duration.ofSeconds(2), run)) {
      topic.sendEvent(0, "behind", T);
      topic.sendEvent(1, "hours ahead", T + 18_000_000);
      awaitUntil(() -> assertThat(seen.watermarks()).contains(T + 18_000_000 - 60_000 - 1));
      assertThat(seen.fired()).containsExactly("behind");
    }
  }

  @Test
  void anEventAheadOfTheBrokersClockClosesNothingEarly() throws Exception {
    String run = "poisoned";
    Seen seen = TimersSink.seen(run);
    try (var topic = topic(run, 1);
        var job = job(1, topic, NEVER_IDLE, run)) {
      long now = topic.sendGarbage(0);
      topic.sendEvent(0, "two minutes old", now - 120_000);
      topic.sendEvent(0, "new", now);
      long appended = topic.sendEvent(0, "nine minutes ahead", now + 540_000);
      awaitUntil(() -> assertThat(seen.watermarks()).contains(appended - 60_000 - 1));

      assertThat(seen.watermarks()).allMatch(watermark -> watermark <= appended - 60_000 - 1);
      assertThat(seen.events()).containsExactly("two minutes old", "new", "nine minutes ahead");
      assertThat(seen.fired()).containsExactly("two minutes old");
    }
  }
}
