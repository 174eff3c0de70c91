package io.sealstream.cli.reckoning;

import io.sealstream.schemas.ReceivedRecord.TimestampKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to the ends it has when asked, committed records only. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String bootstrapServers;
  private final Duration patience;

  /** With a minute's patience. */
  public TopicReader(String bootstrapServers) {
    this(bootstrapServers, PATIENCE);
  }

  /**
   * A reader of topics.
   *
   * @param patience how long nothing may come where something should
   */
  public TopicReader(String bootstrapServers, Duration patience) {
    this.bootstrapServers = bootstrapServers;
    this.patience = patience;
  }

  /**
   * Hands every record to the consumer, in partition order; gives the end offsets it read up to.
   *
   * @throws TimeoutException where nothing comes though it should
   */
  public Map<TopicPartition, Long> read(
      String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (var consumer = open()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long patientUntil = System.nanoTime() + patience.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        var records = consumer.poll(POLL);
        records.forEach(each);
        if (!records.isEmpty()) {
          patientUntil = System.nanoTime() + patience.toNanos();
        } else if (System.nanoTime() > patientUntil) {
          throw new TimeoutException(
              "topic %s was not read to its end: nothing came for %s".formatted(topic, patience));
        }
      }
      return ends;
    }
  }

  /**
   * Waits until the record at an offset, which is committed, can be read: no transaction that is
   * open stands before it.
   *
   * @throws TimeoutException where it cannot in time
   */
  public void awaitReadable(TopicPartition partition, long offset) {
    try (var consumer = open()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      long patientUntil = System.nanoTime() + patience.toNanos();
      while (consumer.position(partition) <= offset) {
        var unused = consumer.poll(POLL);
        if (System.nanoTime() > patientUntil) {
          throw new TimeoutException(
              "offset %d of %s cannot be read for %s".formatted(offset, partition, patience));
        }
      }
    }
  }

  /** The topic's end offsets now, by {@code topic-partition}. */
  public Map<String, Long> endOffsets(String topic) {
    try (var consumer = open()) {
      var ends = new TreeMap<String, Long>();
      consumer
          .endOffsets(partitions(consumer, topic))
          .forEach((partition, end) -> ends.put(partition.toString(), end));
      return ends;
    }
  }

  /** Who set a record's timestamp. */
  public static TimestampKind timestampKind(ConsumerRecord<?, ?> record) {
    return switch (record.timestampType()) {
      case CREATE_TIME -> TimestampKind.CREATE_TIME;
      case LOG_APPEND_TIME -> TimestampKind.LOG_APPEND_TIME;
      case NO_TIMESTAMP_TYPE -> TimestampKind.NONE;
    };
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> open() {
    var properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("max.poll.records", "5000");
    // Reading makes no topic, and what retention deletes meanwhile is no reason to skip the rest.
    properties.setProperty("allow.auto.create.topics", "false");
    properties.setProperty("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
