package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.records.RecordKind;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.evidence.verify.ArchiveSummary.Partition;
import io.sealstream.local.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Topics of every kind on a real broker, sealed by the job's own topology. */
@Timeout(480)
class SealedTopicsITCase {
  private static final String EVENTS = "audit.events";
  private static final String VIOLATIONS = "audit.violations";
  private static final String DECISIONS = "audit.decisions";
  private static final String POLICIES = "audit.policies";
  private static final SealedTopics TOPICS =
      new SealedTopics(
          Map.of(
              EVENTS, RecordKind.EVENTS,
              VIOLATIONS, RecordKind.VIOLATIONS,
              DECISIONS, RecordKind.DECISIONS,
              POLICIES, RecordKind.POLICIES),
          Set.of(VIOLATIONS, DECISIONS, POLICIES));

  private static final InMemoryReporter REPORTED = InMemoryReporter.create();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .setConfiguration(REPORTED.addToConfiguration(new Configuration()))
              .build());

  private static KafkaServer kafka;
  private static Admin admin;

  @TempDir private Path work;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "sealed"));
    admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @Test
  void whatIsCommittedIsSealedAndEveryOtherOffsetIsAccountedFor() throws Exception {
    create(EVENTS, Map.of());
    create(VIOLATIONS, Map.of());
    long decisions = compactedDecisions();
    long decisionsLeft = committed("audit.decisions-0");
    send(EVENTS, 5);
    delete(new TopicPartition(EVENTS, 0), 3);
    var transactions = new Transactions(kafka.bootstrapServers(), VIOLATIONS);
    transactions.run("a", 2, true); //   0, 1, and 2 ends it
    transactions.run("b", 3, false); //  3 to 5, and 6
    var prepared = transactions.prepare("c", 1, 60_000); // 7
    transactions.run("d", 1, true); //   8, and 9

    try (var sealing = new SealingJob(work, kafka.bootstrapServers(), TOPICS)) {
      JobClient job = sealing.start("sealing");
      sealing.awaitTo("audit.events-0", 5);
      sealing.awaitTo("audit.violations-0", 2);
      sealing.awaitTo("audit.decisions-0", decisions);
      sealing.awaitEpochs(3);
      assertThat(sealing.to("audit.violations-0"))
          .as("not past the last stable offset")
          .isEqualTo(2);

      transactions.commit("c", prepared); // 10: what the killed job does when it is restored
      sealing.awaitTo("audit.violations-0", 9);

      create(POLICIES, Map.of("cleanup.policy", "compact"));
      send(POLICIES, 2);
      sealing.awaitTo("audit.policies-0", 2);

      var grown = Map.of(VIOLATIONS, NewPartitions.increaseTo(2));
      admin.createPartitions(grown).all().get(60, TimeUnit.SECONDS);
      send(new TopicPartition(VIOLATIONS, 1), 3);
      sealing.awaitTo("audit.violations-1", 3);

      var given = transactions.prepare("e", 2, 1_000); // 11 and 12: killed for good
      assertThat(given).isNotNull();
      transactions.run("f", 1, true); // behind it, once the broker has aborted it
      sealing.awaitTo("audit.violations-0", 14);
      sealing.awaitEpochs(1); // a seal counts once there is a note over it

      new EvidenceNumbers(REPORTED, job.getJobID()).assertPlausible();
      var report = sealing.verify();
      assertThat(report.problems()).isEmpty();
      var sealed = report.summary().partitions();
      assertThat(sealed)
          .containsEntry("audit.events-0", new Partition(0, 5, 2, 2, 0, 3))
          .containsEntry("audit.policies-0", new Partition(0, 2, 2, 2, 0, 0))
          .containsEntry("audit.violations-1", new Partition(0, 3, 3, 3, 0, 0));
      assertThat(sealed)
          .hasEntrySatisfying(
              "audit.decisions-0", covered -> assertThat(covered.controlSlots()).isPositive());
      for (var partition : sealed.entrySet()) {
        // The cleaner may have gone on, before it was sealed or since.
        boolean compacted = partition.getKey().equals("audit.decisions-0");
        long now = committed(partition.getKey());
        assertThat(partition.getValue().sealed())
            .as("%s, by an independent reader", partition.getKey())
            .isBetween(now, compacted ? decisionsLeft : now);
      }
    }
  }

  @Test
  void ofTwoJobsOnOneArchiveOneStopsByItselfAndTheArchiveVerifies() throws Exception {
    var topic = "shared.events";
    var topics = SealedTopics.ofEvents(List.of(topic));
    create(topic, Map.of());
    try (var sealing = new SealingJob(work, kafka.bootstrapServers(), topics)) {
      JobClient one = sealing.start("one");
      send(topic, 20);
      sealing.awaitTo("shared.events-0", 20);
      JobClient other = sealing.start("other");
      long[] sent = {20};
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                send(topic, 5);
                sent[0] += 5;
                return ended(one) || ended(other);
              });
      assertThat(ended(one) && ended(other)).as("the other goes on").isFalse();
      JobClient stopped = ended(one) ? one : other;
      assertThat(stopped.getJobExecutionResult())
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(Exception.class)
          .havingRootCause()
          .withMessageContaining("the archive has another seal");

      send(topic, 7);
      sealing.awaitTo("shared.events-0", sent[0] + 7);
      sealing.awaitEpochs(6);

      assertThat(sealing.verify().problems()).isEmpty();
      assertThat(sealing.verify().summary().partitions())
          .containsEntry(
              "shared.events-0", new Partition(0, sent[0] + 7, sent[0] + 7, sent[0] + 7, 0, 0));
      assertThat(ended(stopped == one ? other : one)).isFalse();
    }
  }

  private static boolean ended(JobClient job) throws Exception {
    return job.getJobStatus().get().isGloballyTerminalState();
  }

  private static void create(String topic, Map<String, String> settings) throws Exception {
    var all = new HashMap<>(settings);
    all.put("message.timestamp.type", "LogAppendTime"); // as the preflight demands
    var made = new NewTopic(topic, 1, (short) 1).configs(all);
    admin.createTopics(List.of(made)).all().get(60, TimeUnit.SECONDS);
  }

  /** Records with one key, of which the cleaner has removed some; gives how many there were. */
  private static long compactedDecisions() throws Exception {
    create(
        DECISIONS,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.01"));
    long[] sent = {0};
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              // The newest segment is never compacted: only a later record closes it.
              send(DECISIONS, 1);
              return ++sent[0] > committed("audit.decisions-0");
            });
    return sent[0];
  }

  private static void delete(TopicPartition partition, long before) throws Exception {
    var unused =
        admin
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
            .all()
            .get(60, TimeUnit.SECONDS);
  }

  private static void send(String topic, int records) throws Exception {
    send(new TopicPartition(topic, 0), records);
  }

  private static void send(TopicPartition to, int records) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        var unused = producer.send(Transactions.record(to)).get(60, TimeUnit.SECONDS);
      }
    }
  }

  /** Committed records of a partition. */
  private static long committed(String topicPartition) {
    int cut = topicPartition.lastIndexOf('-');
    var partition =
        new TopicPartition(
            topicPartition.substring(0, cut), Integer.parseInt(topicPartition.substring(cut + 1)));
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long records = 0;
      while (consumer.position(partition) < end) {
        records += consumer.poll(Duration.ofMillis(200)).count();
      }
      return records;
    }
  }
}
