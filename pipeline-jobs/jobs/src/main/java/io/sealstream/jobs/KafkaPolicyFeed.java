package io.sealstream.jobs;

import io.sealstream.policy.PolicyFeed;
import io.sealstream.policy.publish.PolicyRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The policies topic, from its first record on, by a consumer of its own on a thread of its own. It
 * is in no group. What the client cannot get over by itself is thrown by the next call.
 */
final class KafkaPolicyFeed implements PolicyFeed {
  private static final int MOST_WAITING = 1_000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Properties kafka;
  private final TopicPartition topic;
  private final BlockingQueue<PolicyRecord> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Consumer<byte[], byte[]> consumer;
  private final Thread reader;
  private volatile boolean closed;
  private volatile @Nullable Exception failure;

  /** The first offset that is not in {@link #waiting} and never was. */
  private volatile long next;

  private KafkaPolicyFeed(String bootstrapServers, String topic) {
    this.kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    this.topic = new TopicPartition(topic, 0);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "enable.auto.commit", "false",
                "auto.offset.reset", "none",
                "isolation.level", "read_committed",
                "allow.auto.create.topics", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.reader = new Thread(this::read, "policies of " + topic);
    reader.setDaemon(true);
  }

  /** Begins to read. */
  static PolicyFeed open(String bootstrapServers, String topic) {
    var feed = new KafkaPolicyFeed(bootstrapServers, topic);
    feed.reader.start();
    return feed;
  }

  private void read() {
    try (consumer) {
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          waiting.put(policy(record));
        }
        next = consumer.position(topic, PATIENCE);
      }
    } catch (InterruptedException | RuntimeException e) {
      // Whatever it is: a reader that ends without a word leaves the job with yesterday's policies.
      failIfOpen(e);
    }
  }

  private void failIfOpen(Exception e) {
    if (!closed) {
      failure = e;
    }
  }

  private static PolicyRecord policy(ConsumerRecord<byte[], byte[]> record) {
    return new PolicyRecord(
        record.offset(), record.timestamp(), text(record.key()), text(record.value()));
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean hasNews() {
    return !waiting.isEmpty() || failure != null;
  }

  @Override
  public List<PolicyRecord> poll() throws IOException {
    throwFailure();
    var records = new ArrayList<PolicyRecord>();
    waiting.drainTo(records);
    return records;
  }

  @Override
  public List<PolicyRecord> toEnd() throws IOException {
    long end = end();
    var records = new ArrayList<PolicyRecord>();
    long patientUntil = System.nanoTime() + PATIENCE.toNanos();
    while (next < end) {
      throwFailure();
      try {
        PolicyRecord record = waiting.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (record != null) {
          records.add(record);
          patientUntil = System.nanoTime() + PATIENCE.toNanos();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading " + topic, e);
      }
      if (System.nanoTime() > patientUntil) {
        throw new IOException(
            "no policy came from %s within %s, though %d records are there and %d were read"
                .formatted(topic, PATIENCE, end, next));
      }
    }
    records.addAll(poll());
    return records;
  }

  private long end() throws IOException {
    try (Admin admin = Admin.create(kafka)) {
      var answer =
          admin
              .listOffsets(
                  Map.of(topic, OffsetSpec.latest()),
                  new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
              .partitionResult(topic);
      return KafkaAnswers.await(answer, "where " + topic + " ends").offset();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not say where " + topic + " ends: " + e.getCause(), e);
    }
  }

  private void throwFailure() throws IOException {
    Exception thrown = failure;
    if (thrown != null) {
      throw new IOException("the policies topic " + topic + " cannot be read: " + thrown, thrown);
    }
  }

  /**
   * Waits until the reader is gone: the job's classes may be unloaded after it. It is interrupted
   * only if it does not end by itself, since Kafka's client tells of that as an error.
   */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    waiting.clear();
    try {
      reader.join(GRACE.toMillis());
      reader.interrupt();
    } catch (InterruptedException e) {
      reader.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
