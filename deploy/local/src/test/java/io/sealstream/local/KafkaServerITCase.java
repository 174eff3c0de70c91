package io.sealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KafkaServerITCase {
  private static final TopicPartition FIRST = new TopicPartition(LocalTopics.EVENTS, 0);
  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.start(WorkFolders.of(KafkaServerITCase.class, "kafka"));
    LocalTopics.create(kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  @DisplayName("a record sent in a transaction is read back with the broker's time")
  void transactionalRecordIsReadBack() throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "it"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(FIRST.topic(), 0, 1L, "k", "v")).get();
      producer.commitTransaction();
    }
    assertThat(readFirst())
        .hasValueSatisfying(
            read -> {
              assertThat(read.value()).isEqualTo("v");
              assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            });
  }

  @Test
  @DisplayName("creating the topics again changes nothing")
  void topicsAreCreatedOnce() {
    LocalTopics.create(kafka.bootstrapServers());
    try (var consumer = consumer()) {
      assertThat(consumer.partitionsFor(LocalTopics.EVENTS)).hasSize(4);
      assertThat(consumer.partitionsFor(LocalTopics.POLICIES)).hasSize(1);
    }
  }

  private static Optional<ConsumerRecord<String, String>> readFirst() {
    List<ConsumerRecord<String, String>> read = new ArrayList<>();
    try (var consumer = consumer()) {
      consumer.assign(List.of(FIRST));
      consumer.seekToBeginning(List.of(FIRST));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
                return !read.isEmpty();
              });
    }
    return read.stream().findFirst();
  }

  private static KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
