package io.sealstream.sinks.kafka;

import io.sealstream.schemas.registry.RegistryFactory;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Builds the sinks of our Avro topics. */
public final class AvroKafkaSinks {

  /**
   * Where records go.
   *
   * @param jobId prefix of transactional ids: unique among the jobs that write the topic, and
   *     stable across restarts
   * @param maxRecordBytes the topic's message limit: what the producer accepts at most
   */
  public record Target(
      String bootstrapServers,
      String topic,
      String jobId,
      int maxRecordBytes,
      boolean exactlyOnce) {}

  private AvroKafkaSinks() {}

  /**
   * A sink for one topic. Exactly once by Kafka transactions, which readers see when the checkpoint
   * completes (readers must use {@code read_committed}); else at least once, flushed before every
   * checkpoint.
   */
  public static <T extends SpecificRecord> KafkaSink<T> of(
      Target target, Schema schema, RegistryFactory registry, RecordKey<T> key) {
    var properties = new Properties();
    properties.setProperty("acks", "all");
    properties.setProperty("enable.idempotence", "true");
    properties.setProperty("max.request.size", Integer.toString(target.maxRecordBytes()));
    // Below the broker's transaction.max.timeout.ms (15 minutes), above the longest outage between
    // two checkpoints.
    properties.setProperty("transaction.timeout.ms", "840000");
    return KafkaSink.<T>builder()
        .setBootstrapServers(target.bootstrapServers())
        .setKafkaProducerConfig(properties)
        .setDeliveryGuarantee(
            target.exactlyOnce() ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
        .setTransactionalIdPrefix(target.jobId() + "-" + target.topic())
        .setRecordSerializer(new AvroKafkaSerializer<>(target.topic(), schema, registry, key))
        .build();
  }
}
