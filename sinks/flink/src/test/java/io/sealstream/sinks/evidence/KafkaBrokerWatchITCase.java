package io.sealstream.sinks.evidence;

import static io.sealstream.sinks.evidence.SampleRecords.P0;
import static io.sealstream.sinks.evidence.SampleRecords.P1;
import static io.sealstream.sinks.evidence.SampleRecords.P2;
import static io.sealstream.sinks.evidence.SampleRecords.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sealstream.evidence.publish.BrokerView.Extent;
import io.sealstream.evidence.publish.PartitionId;
import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.sinks.TestKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The watch before a real broker: one story, as the broker's state grows through it. */
@Timeout(300)
class KafkaBrokerWatchITCase {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static TestKafka kafka;

  @BeforeAll
  static void start() throws IOException {
    kafka = TestKafka.start("watch");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static EvidenceSinkConfig.Topics topics(Duration askEvery, String... names) {
    return new EvidenceSinkConfig.Topics(
        SealedTopics.ofEvents(List.of(names)),
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "request.timeout.ms", "2000"),
        askEvery);
  }

  private static void produce(PartitionId partition, int count) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        byte[] value = ("value " + i).getBytes(StandardCharsets.UTF_8);
        var unused =
            producer
                .send(new ProducerRecord<>(partition.topic(), partition.partition(), null, value))
                .get(60, TimeUnit.SECONDS);
      }
    }
  }

  private static void deleteBefore(PartitionId partition, long offset) throws Exception {
    var where = new TopicPartition(partition.topic(), partition.partition());
    var unused =
        kafka
            .admin()
            .deleteRecords(Map.of(where, RecordsToDelete.beforeOffset(offset)))
            .all()
            .get(60, TimeUnit.SECONDS);
  }

  @Test
  void itKnowsEveryPartitionAtOnceAndSeesNewOnesEndsAndStartsLater() throws Exception {
    kafka.createTopic(TOPIC, 2);
    produce(P0, 5);
    deleteBefore(P0, 2);
    try (var watch = KafkaBrokerWatch.open(topics(Duration.ofMillis(200), TOPIC))) {
      assertThat(watch.latest().partitions())
          .isEqualTo(Map.of(P0, new Extent(2, 5, 2), P1, new Extent(0, 0, 0)));

      // What goes while it runs may still be in flight to us: startAtOpen stays.
      produce(P0, 3);
      deleteBefore(P0, 4);
      await().atMost(SOON).until(() -> is(watch, P0, new Extent(4, 8, 2)));

      var grown = Map.of(TOPIC, NewPartitions.increaseTo(3));
      kafka.admin().createPartitions(grown).all().get(60, TimeUnit.SECONDS);
      produce(P2, 1);
      await().atMost(SOON).until(() -> is(watch, P2, new Extent(0, 1, 0)));
    }
  }

  private static boolean is(BrokerWatch watch, PartitionId partition, Extent extent) {
    return watch.latest().extent(partition).equals(Optional.of(extent));
  }

  @Test
  void aQuestionIsAnsweredByTheBrokerAndNotByTheLastView() throws Exception {
    var partition = new PartitionId("asked", 0);
    kafka.createTopic("asked", 1);
    try (var watch = KafkaBrokerWatch.open(topics(Duration.ofHours(1), "asked"))) {
      produce(partition, 2);

      assertThat(watch.latest().extent(partition)).contains(new Extent(0, 0, 0));
      assertThat(watch.ask().extent(partition)).contains(new Extent(0, 2, 0));
      assertThat(watch.latest().extent(partition)).contains(new Extent(0, 2, 0));
    }
  }

  @Test
  void aTopicThatIsNotThereYetIsSeenFromItsFirstOffsetOnWhenItComes() throws Exception {
    var partition = new PartitionId("later", 0);
    kafka.createTopic("there", 1);
    try (var watch = KafkaBrokerWatch.open(topics(Duration.ofMillis(200), "there", "later"))) {
      assertThat(watch.latest().partitions()).containsOnlyKeys(new PartitionId("there", 0));

      kafka.createTopic("later", 1);
      produce(partition, 3);
      deleteBefore(partition, 2);

      // Not gone before this run began: the records may still be in flight to us.
      await().atMost(SOON).until(() -> is(watch, partition, new Extent(2, 3, 0)));
    }
  }

  @Test
  void aBrokerThatIsGoneLeavesTheLastViewAndFailsAQuestion() throws Exception {
    var partition = new PartitionId("gone", 0);
    try (var other = TestKafka.start("watch-gone")) {
      other.createTopic("gone", 1);
      Map<String, String> client = Map.of("bootstrap.servers", other.bootstrapServers());
      var topics =
          new EvidenceSinkConfig.Topics(
              SealedTopics.ofEvents(List.of("gone")), client, Duration.ofMillis(200));
      try (var watch = KafkaBrokerWatch.open(topics)) {
        other.server().close();

        assertThatThrownBy(watch::ask).isInstanceOf(IOException.class);
        assertThat(watch.latest().extent(partition)).contains(new Extent(0, 0, 0));
      }
    }
  }
}
