package io.sealstream.sinks.kafka;

import io.sealstream.schemas.registry.RegistryFactory;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.jspecify.annotations.Nullable;

/** Builds the sinks of our Avro topics. */
public final class AvroKafkaSinks {
  /**
   * A record of the jobs is about a kilobyte: of Kafka's own 16 KiB a broker gets a request for
   * every few of them.
   */
  private static final int BATCH_BYTES = 128 << 10;

  /**
   * How long a record may wait for others, so that batches fill; Kafka's own is 5 ms. Checkpoints
   * do not wait for it, and with transactions nobody sees a record before one.
   */
  private static final int LINGER_MILLIS = 100;

  /**
   * Where records go.
   *
   * @param jobId prefix of transactional ids: unique among the jobs that write the topic, and
   *     stable across restarts
   * @param maxRecordBytes the topic's message limit: what the producer accepts at most
   * @param transactions null writes at least once, without transactions
   */
  public record Target(
      String bootstrapServers,
      String topic,
      String jobId,
      int maxRecordBytes,
      @Nullable Transactions transactions) {

    /** What the ids of this sink's transactions begin with; Flink appends subtask and number. */
    public String transactionalIdPrefix() {
      return jobId + "-" + topic;
    }
  }

  private AvroKafkaSinks() {}

  /**
   * A sink for one topic. Exactly once by Kafka transactions, which readers see when the checkpoint
   * completes (readers must use {@code read_committed}); else at least once, flushed before every
   * checkpoint. A prepared transaction that the broker does not commit halts the job with {@link
   * LostTransactionException}, unless that is accepted.
   */
  public static <T extends SpecificRecord> Sink<T> of(
      Target target, Schema schema, RegistryFactory registry, RecordKey<T> key) {
    Transactions transactions = target.transactions();
    return transactions == null
        ? builder(target, schema, registry, key)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .build()
        : guarded(builder(target, schema, registry, key), target, transactions);
  }

  static <T extends SpecificRecord> LossGuardSink<T> guarded(
      KafkaSinkBuilder<T> builder, Target target, Transactions transactions) {
    KafkaSink<T> connector =
        builder
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setProperty("transaction.timeout.ms", Long.toString(transactions.timeout().toMillis()))
            .build();
    return new LossGuardSink<>(connector, target, transactions);
  }

  static <T extends SpecificRecord> KafkaSinkBuilder<T> builder(
      Target target, Schema schema, RegistryFactory registry, RecordKey<T> key) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(target.bootstrapServers())
        .setKafkaProducerConfig(producer(target))
        .setTransactionalIdPrefix(target.transactionalIdPrefix())
        .setRecordSerializer(new AvroKafkaSerializer<>(target.topic(), schema, registry, key));
  }

  static Properties producer(Target target) {
    var properties = new Properties();
    properties.setProperty("acks", "all");
    // The topic's limit is on batches.
    properties.setProperty(
        "batch.size", Integer.toString(Math.min(BATCH_BYTES, target.maxRecordBytes())));
    properties.setProperty("linger.ms", Integer.toString(LINGER_MILLIS));
    properties.setProperty("enable.idempotence", "true");
    properties.setProperty("max.request.size", Integer.toString(target.maxRecordBytes()));
    return properties;
  }
}
