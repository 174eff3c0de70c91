package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sealstream.local.KafkaServer;
import io.sealstream.policy.PolicyFeed;
import io.sealstream.policy.publish.PolicyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The policies topic of a real broker, as the tasks read it and as a submission demands it. */
@Timeout(300)
class KafkaPolicyFeedITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** More than the feed holds while nobody takes them. */
  private static final int MANY = 1_500;

  private static KafkaServer kafka;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "feed"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  @DisplayName("the feed gives each record once and in order, more than it holds as well")
  void theFeedGivesAllInOrder() throws Exception {
    createTopic("many", Map.of());
    try (var publisher = new PolicyPublisher(kafka.bootstrapServers(), "many");
        PolicyFeed feed = KafkaPolicyFeed.open(kafka.bootstrapServers(), "many")) {
      assertThat(feed.toEnd()).isEmpty();
      assertThat(feed.hasNews()).isFalse();
      assertThat(feed.poll()).as("does not wait").isEmpty();

      for (int i = 0; i < MANY; i++) {
        publisher.send("k", i % 2 == 0 ? "v" + i : null);
      }
      List<PolicyRecord> all = feed.toEnd();
      assertThat(all)
          .extracting(PolicyRecord::offset)
          .containsExactlyElementsOf(LongStream.range(0, MANY).boxed().toList());
      assertThat(all.get(2).value()).isEqualTo("v2");
      assertThat(all.get(3).value()).isNull();

      long offset = publisher.send("later", "w");
      await().atMost(PATIENCE).until(feed::hasNews);
      assertThat(feed.poll())
          .extracting(PolicyRecord::offset, PolicyRecord::key, PolicyRecord::value)
          .containsExactly(tuple(offset, "later", "w"));
    }
  }

  @Test
  @DisplayName("what a transaction took back was never published")
  void anAbortedTransactionGivesNothing() throws Exception {
    createTopic("aborted", Map.of());
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "taken-back");
    try (var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        var publisher = new PolicyPublisher(kafka.bootstrapServers(), "aborted");
        PolicyFeed feed = KafkaPolicyFeed.open(kafka.bootstrapServers(), "aborted")) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(new ProducerRecord<>("aborted", "a", "taken back"));
      producer.flush(); // it is there when it is taken back
      producer.abortTransaction();
      publisher.send("b", "published");
      // The producer is told before the marker is there that ends the transaction.
      await().atMost(PATIENCE).until(feed::hasNews);

      assertThat(feed.toEnd()).extracting(PolicyRecord::value).containsExactly("published");
    }
  }

  @Test
  @DisplayName("a reader waits at an open transaction, and then takes all of it and what is behind")
  void anOpenTransactionIsWaitedFor() throws Exception {
    createTopic("open", Map.of());
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "still-open");
    try (var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        var publisher = new PolicyPublisher(kafka.bootstrapServers(), "open");
        PolicyFeed feed = KafkaPolicyFeed.open(kafka.bootstrapServers(), "open")) {
      publisher.send("before", "0");
      producer.initTransactions();
      producer.beginTransaction();
      var first = producer.send(new ProducerRecord<>("open", "a", "1"));
      producer.flush();
      publisher.send("behind", "3");
      assertThat(feed.toEnd()).extracting(PolicyRecord::value).containsExactly("0");
      assertThat(feed.toEnd()).as("a task that opens does not wait for it").isEmpty();

      var second = producer.send(new ProducerRecord<>("open", "b", "2"));
      producer.commitTransaction();
      assertThat(first.get().offset()).isEqualTo(1);
      assertThat(second.get().offset()).isEqualTo(3);
      await().atMost(PATIENCE).until(feed::hasNews);
      assertThat(feed.toEnd())
          .extracting(PolicyRecord::offset, PolicyRecord::value)
          .containsExactly(tuple(1L, "1"), tuple(2L, "3"), tuple(3L, "2"));
    }
  }

  @Test
  @DisplayName("a topic that was made anew, shorter, stops its readers")
  void aLostHistoryIsAFailure() throws Exception {
    createTopic("lost", Map.of());
    try (var publisher = new PolicyPublisher(kafka.bootstrapServers(), "lost");
        PolicyFeed feed = KafkaPolicyFeed.open(kafka.bootstrapServers(), "lost")) {
      publisher.send("a", "1");
      publisher.send("b", "2");
      assertThat(feed.toEnd()).hasSize(2);
      try (Admin admin = admin()) {
        admin.deleteTopics(List.of("lost")).all().get(60, TimeUnit.SECONDS);
      }
      createTopic("lost", Map.of());
      await().atMost(PATIENCE).until(feed::hasNews);
      assertThatThrownBy(feed::poll)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the policies topic lost-0 cannot be read");
    }
  }

  @Test
  @DisplayName("a topic that does not keep one dated history stops the submission")
  void aTopicThatLosesOrReordersVersionsIsRefused() throws Exception {
    createTopic("bad", 2, Map.of("cleanup.policy", "compact,delete"));
    assertThatThrownBy(
            () ->
                PolicyJob.main(
                    new String[] {
                      "sealstream.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                      "sealstream.registry.urls=http://localhost:1",
                      "sealstream.policy.development=true",
                      "sealstream.policy.topic=bad"
                    }))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("bad has 2 partitions")
        .hasMessageContaining("bad: cleanup.policy must be compact")
        .hasMessageContaining("bad: message.timestamp.type must be LogAppendTime");
    createTopic(
        "displaced",
        Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"));
    assertThat(new PublishedPolicies("displaced", null).examine(kafka.bootstrapServers()))
        .as("a refused record could displace a version")
        .singleElement()
        .asString()
        .contains("min.compaction.lag.ms 9223372036854775807");
    assertThatThrownBy(() -> new PublishedPolicies("none", null).examine(kafka.bootstrapServers()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("create the topics before the job");
  }

  private static void createTopic(String name, Map<String, String> settings) {
    createTopic(name, 1, settings);
  }

  /** A topic that was just deleted may be there for a moment. */
  private static void createTopic(String name, int partitions, Map<String, String> settings) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              try (Admin admin = admin()) {
                admin
                    .createTopics(
                        List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
                return true;
              }
            });
  }

  private static Admin admin() {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
