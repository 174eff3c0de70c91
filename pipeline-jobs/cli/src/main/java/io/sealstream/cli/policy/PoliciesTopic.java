package io.sealstream.cli.policy;

import io.sealstream.cli.reckoning.TopicReader;
import io.sealstream.policy.publish.PolicyRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topic that policies are published on: one partition, whose order is the history. */
final class PoliciesTopic {
  /** How a message ends, where something failed after the records were published. */
  static final String PUBLISHED =
      "; they are published: 'sealstream policy list' says what came of them";

  private static final int PATIENCE_MILLIS = 20_000;

  /** How long a record that is published may be behind somebody else's transaction. */
  private static final Duration READABLE = Duration.ofMinutes(1);

  private final String bootstrap;
  private final String topic;
  private final Duration readable;

  PoliciesTopic(String bootstrap, String topic) {
    this(bootstrap, topic, READABLE);
  }

  /**
   * The topic.
   *
   * @param readable how long {@link #send} waits until readers get to what it published
   */
  PoliciesTopic(String bootstrap, String topic, Duration readable) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.readable = readable;
  }

  /**
   * Every record up to the end of now; nothing where there is no such topic.
   *
   * @throws IOException where Kafka does not answer, or the topic has several partitions
   */
  Optional<List<PolicyRecord>> read() throws IOException {
    Optional<Integer> partitions = partitions();
    if (partitions.isEmpty()) {
      return Optional.empty();
    }
    if (partitions.get() != 1) {
      throw new IOException(
          "topic %s has %d partitions; policies need one, for one order"
              .formatted(topic, partitions.get()));
    }
    var records = new ArrayList<PolicyRecord>();
    try {
      var unused = new TopicReader(bootstrap).read(topic, record -> records.add(policy(record)));
      return Optional.of(records);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private static PolicyRecord policy(ConsumerRecord<byte[], byte[]> record) {
    return new PolicyRecord(
        record.offset(), record.timestamp(), text(record.key()), text(record.value()));
  }

  /** How a message of what Kafka refuses begins. */
  static String where(String bootstrap, String topic) {
    return "Kafka at %s, topic %s: ".formatted(bootstrap, topic);
  }

  /** Says that there is no such topic. */
  String missing() {
    return "Kafka at %s has no topic %s".formatted(bootstrap, topic);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private Optional<Integer> partitions() throws IOException {
    try (Admin admin = admin()) {
      var found = admin.describeTopics(List.of(topic)).allTopicNames().get().values();
      return found.stream().map(description -> description.partitions().size()).findFirst();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Makes the topic as the job demands it. Compaction never begins, so that no record, not even one
   * that is refused, displaces an earlier one of its key.
   */
  void create() throws IOException {
    var settings =
        Map.of(
            "cleanup.policy", "compact",
            "min.compaction.lag.ms", Long.toString(Long.MAX_VALUE),
            "message.timestamp.type", "LogAppendTime");
    var made = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(settings);
    try (Admin admin = admin()) {
      admin.createTopics(List.of(made)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw unreachable(e);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Publishes them in their order, all or none: see {@link PolicyTransaction}. Readers of committed
   * records can read them when it returns.
   *
   * @throws IOException where none is published; where that is not known; or, as the message says,
   *     where they are, and something failed after: readers may not get to them yet
   */
  void send(List<PolicyDraft> drafts) throws IOException {
    if (drafts.isEmpty()) {
      return;
    }
    long last;
    try (var transaction = PolicyTransaction.begin(bootstrap, topic)) {
      for (PolicyDraft draft : drafts) {
        transaction.add(draft);
      }
      last = transaction.commit();
    } catch (KafkaException e) {
      throw unreachable(e); // the producer cannot be made
    }
    awaitReadable(last);
  }

  /** Until nothing before the record is undecided. */
  private void awaitReadable(long offset) throws IOException {
    try {
      new TopicReader(bootstrap, readable).awaitReadable(new TopicPartition(topic, 0), offset);
    } catch (TimeoutException e) {
      throw new IOException(
          "topic %s: published, but readers do not get to offset %d: a transaction of somebody else is still open before it, or Kafka does not answer; 'sealstream policy list' says when they see it"
              .formatted(topic, offset),
          e);
    } catch (KafkaException e) {
      throw new IOException(unreachable(e).getMessage() + PUBLISHED, e);
    }
  }

  private Admin admin() throws IOException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrap,
            "request.timeout.ms", PATIENCE_MILLIS,
            "default.api.timeout.ms", PATIENCE_MILLIS);
    try {
      return Admin.create(settings);
    } catch (KafkaException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "--bootstrap %s: is it host:port? (%s)".formatted(bootstrap, why.getMessage()), e);
    }
  }

  private IOException unreachable(Exception e) {
    Throwable why = e.getCause() == null ? e : e.getCause();
    return new IOException(where(bootstrap, topic) + why.getMessage(), e);
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", e);
  }
}
