package io.sealstream.jobs;

import io.sealstream.schemas.ReceivedRecord;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** The one way to read events. */
final class Sources {

  private Sources() {}

  /**
   * Every record of the topics from the earliest offset on, new partitions included; after a
   * restore from the offsets in the checkpoint. Offsets in Kafka are written for lag displays only.
   */
  static KafkaSource<ReceivedRecord> events(InputConfig input, String group) {
    return KafkaSource.<ReceivedRecord>builder()
        .setBootstrapServers(input.bootstrapServers())
        .setTopics(input.topics())
        .setGroupId(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty("isolation.level", "read_committed")
        .setProperty("partition.discovery.interval.ms", "10000")
        .setProperty("client.id.prefix", group)
        .setDeserializer(new ReceivedRecordDeserializer())
        .build();
  }
}
