package io.sealstream.cli.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One transaction on the policies topic: readers get all records of it or none. Its transactional
 * id is its own, so that nobody who publishes at the same time takes back what this one sent. What
 * is not committed when this is closed is taken back; where this is killed, Kafka does it after
 * {@link #TIMEOUT_MILLIS}, for which it looks every 10 s, and what others published behind it is
 * seen only then. For one thread.
 */
final class PolicyTransaction implements AutoCloseable {
  /** What a transactional id begins with, for those who grant rights. */
  static final String ID_PREFIX = "sealstream-policy-publish-";

  /**
   * How long it may be open. With the calls before it, which wait {@link #BLOCK_MILLIS} each for
   * the coordinator and for the topic, and the 10 s between two looks of the broker, less than the
   * 60 s that a version must lie ahead: it is seen before it counts.
   */
  static final int TIMEOUT_MILLIS = 20_000;

  private static final int BLOCK_MILLIS = 10_000;

  private static final int DELIVERY_MILLIS = 15_000;
  private static final int REQUEST_MILLIS = 10_000;
  private static final int CLOSE_MILLIS = 10_000;

  private final String where;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private boolean committed;

  private PolicyTransaction(
      String bootstrap, String topic, KafkaProducer<byte[], byte[]> producer) {
    this.where = PoliciesTopic.where(bootstrap, topic);
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Begins one.
   *
   * @throws IOException where Kafka does not answer or does not permit it
   */
  static PolicyTransaction begin(String bootstrap, String topic) throws IOException {
    var begun = new PolicyTransaction(bootstrap, topic, producer(bootstrap));
    try {
      begun.producer.initTransactions();
      begun.producer.beginTransaction();
      return begun;
    } catch (KafkaException e) {
      try (begun) {
        throw begun.failed(e);
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "transactional.id",
            ID_PREFIX + UUID.randomUUID(),
            "transaction.timeout.ms",
            TIMEOUT_MILLIS,
            "max.block.ms",
            BLOCK_MILLIS,
            "delivery.timeout.ms",
            DELIVERY_MILLIS,
            "request.timeout.ms",
            REQUEST_MILLIS,
            "acks",
            "all",
            "client.id",
            "sealstream-policy-publish");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends one more, and does not wait.
   *
   * @throws IOException where Kafka does not take it: nothing is published
   */
  void add(PolicyDraft draft) throws IOException {
    byte[] key = draft.statement().key().getBytes(StandardCharsets.UTF_8);
    byte[] value = draft.signed().toJson().getBytes(StandardCharsets.UTF_8);
    try {
      sent.add(producer.send(new ProducerRecord<>(topic, 0, key, value)));
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /**
   * Waits until the records are durable on every in-sync replica; they are not published yet.
   *
   * @return the offset of the last one, or -1 where nothing was sent
   * @throws IOException where one is not: nothing is published
   */
  long flush() throws IOException {
    try {
      producer.flush();
      long last = -1;
      for (Future<RecordMetadata> each : sent) {
        last = each.get().offset();
      }
      return last;
    } catch (ExecutionException e) {
      throw failed(e.getCause() instanceof Exception cause ? cause : e);
    } catch (KafkaException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: nothing was published", e);
    }
  }

  /**
   * Publishes what was sent.
   *
   * @return the offset of the last record
   * @throws IOException where it is not published, or Kafka does not say whether it is: then too
   *     all or none are
   */
  long commit() throws IOException {
    long last = flush();
    try {
      producer.commitTransaction();
      committed = true;
      return last;
    } catch (TimeoutException | InterruptException e) {
      throw new IOException(
          where
              + "it does not say whether it published them (%s). All are published or none: 'sealstream policy list' says which"
                  .formatted(e.getMessage()),
          e);
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  private IOException failed(Exception e) {
    return new IOException(where + why(e) + ". Nothing was published", e);
  }

  /** What went wrong, and what to do about it. */
  static String why(Exception e) {
    // The producer wraps what ended a transaction before.
    if (!(e instanceof ApiException) && e.getCause() instanceof ApiException cause) {
      return why(cause);
    }
    if (e instanceof TransactionalIdAuthorizationException
        || e instanceof ClusterAuthorizationException) {
      return "you may not use transactions (%s). Several policies are published in one: allow Write and Describe on the resources TransactionalId that begin with '%s' (pattern type prefixed)"
          .formatted(e.getMessage(), ID_PREFIX);
    }
    if (e instanceof AuthorizationException) {
      return "you may not write to it (%s): allow Write and Describe on the topic"
          .formatted(e.getMessage());
    }
    if (e instanceof TimeoutException) {
      return "no answer in time (%s). Is a broker up, and transaction.state.log.replication.factor not above the number of brokers?"
          .formatted(e.getMessage());
    }
    return String.valueOf(e.getMessage());
  }

  /**
   * Takes back what is not committed; where Kafka does not answer in time, Kafka does after {@link
   * #TIMEOUT_MILLIS}.
   *
   * @throws IOException where the producer cannot be closed; says whether anything is published
   */
  @Override
  public void close() throws IOException {
    try {
      producer.close(Duration.ofMillis(CLOSE_MILLIS));
    } catch (KafkaException e) {
      throw committed ? new IOException(where + why(e) + PoliciesTopic.PUBLISHED, e) : failed(e);
    }
  }
}
