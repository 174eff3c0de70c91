package io.sealstream.jobs;

import io.sealstream.schemas.ReceivedRecord;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** The one way to read events. */
final class Sources {

  private Sources() {}

  /**
   * Every record of the topics from the earliest offset on, new partitions included; after a
   * restore from the offsets in the checkpoint. Offsets in Kafka are written for lag displays only.
   */
  static KafkaSource<ReceivedRecord> events(InputConfig input, JobName job) {
    return KafkaSource.<ReceivedRecord>builder()
        .setBootstrapServers(input.bootstrapServers())
        .setTopics(input.topics())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperties(client(job))
        .setDeserializer(new ReceivedRecordDeserializer())
        .build();
  }

  /** Settings of the consumers. */
  static Properties client(JobName job) {
    var settings = new Properties();
    settings.setProperty("group.id", job.text());
    settings.setProperty("client.id.prefix", job.text());
    settings.setProperty("isolation.level", "read_committed");
    settings.setProperty("partition.discovery.interval.ms", "10000");
    return settings;
  }
}
