package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.jobs.RetentionOptions.OnDeleted;
import io.sealstream.local.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that a real broker deleted, and holes that a real transaction leaves. */
@Timeout(300)
class DeletedRecordsITCase {
  private static KafkaServer kafka;
  private static Admin admin;

  @BeforeAll
  static void start() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "deleted"));
    admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  private static LogStarts broker() {
    return new KafkaLogStarts(kafka.bootstrapServers());
  }

  private static TopicPartition create(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(60, TimeUnit.SECONDS);
    return new TopicPartition(topic, 0);
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    var all = new HashMap<>(settings);
    all.put("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void produce(KafkaProducer<byte[], byte[]> producer, String topic, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1})).get(60, TimeUnit.SECONDS);
    }
  }

  /** What a consumer like the source's gets from there on, up to an offset. */
  private static List<Long> consume(TopicPartition partition, long from, long upTo) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    List<Long> offsets = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      while (offsets.isEmpty() || offsets.get(offsets.size() - 1) < upTo) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          offsets.add(record.offset());
        }
      }
    }
    return offsets;
  }

  /** The state of a job that has read the first three of ten records; then seven are deleted. */
  private static OperatorSubtaskState threeReadSevenDeleted(TopicPartition partition)
      throws Exception {
    try (var producer = producer(Map.of())) {
      produce(producer, partition.topic(), 10);
    }
    OperatorSubtaskState state;
    try (var offsets = OffsetsHarness.open(DeletedRecordsITCase::broker, OnDeleted.HALT, null)) {
      for (long offset : List.of(0L, 1L, 2L)) {
        offsets.process(partition.topic(), 0, offset);
      }
      state = offsets.snapshot();
    }
    var unused =
        admin
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(7)))
            .all()
            .get(60, TimeUnit.SECONDS);
    return state;
  }

  @Test
  void theConsumerJumpsInSilenceAndTheJobHalts() throws Exception {
    var partition = create("halts");
    var state = threeReadSevenDeleted(partition);
    List<Long> read = consume(partition, 3, 9);
    assertThat(read).containsExactly(7L, 8L, 9L);

    try (var offsets = OffsetsHarness.open(DeletedRecordsITCase::broker, OnDeleted.HALT, state)) {
      assertThatThrownBy(() -> offsets.process("halts", 0, read.get(0)))
          .cause()
          .hasMessageStartingWith("4 records of halts-0, offsets 3 to 6, were deleted");
    }
  }

  @Test
  void orGoesOnAndCountsThem() throws Exception {
    var partition = create("counts");
    var state = threeReadSevenDeleted(partition);
    try (var offsets = OffsetsHarness.open(DeletedRecordsITCase::broker, OnDeleted.COUNT, state)) {
      for (long offset : consume(partition, 3, 9)) {
        offsets.process("counts", 0, offset);
      }
      assertThat(offsets.passed()).containsExactly(7L, 8L, 9L);
      assertThat(offsets.deleted()).isEqualTo(4);
    }
  }

  @Test
  void theHoleThatATransactionLeavesIsNoLoss() throws Exception {
    var partition = create("holes");
    try (var producer = producer(Map.of("transactional.id", "holes"))) {
      producer.initTransactions();
      for (int i = 0; i < 2; i++) {
        producer.beginTransaction();
        produce(producer, "holes", 2);
        producer.commitTransaction();
      }
    }
    List<Long> read = consume(partition, 0, 4);
    assertThat(read).containsExactly(0L, 1L, 3L, 4L);
    try (var offsets = OffsetsHarness.open(DeletedRecordsITCase::broker, OnDeleted.HALT, null)) {
      for (long offset : read) {
        offsets.process("holes", 0, offset);
      }
      assertThat(offsets.passed()).isEqualTo(read);
      assertThat(offsets.deleted()).isZero();
    }
  }

  @Test
  void aTopicThatIsNotThereIsNoAnswer() {
    try (LogStarts starts = broker()) {
      assertThatThrownBy(() -> starts.of("nowhere", 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nowhere-0");
    }
  }
}
