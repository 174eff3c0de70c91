package io.sealstream.jobs;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.types.Either;

/**
 * The one way to read events: every record of the topics from the earliest offset on, new
 * partitions included; after a restore from the offsets in the checkpoint. Offsets in Kafka are
 * written for lag displays only.
 */
final class Sources {

  private Sources() {}

  /** Records as they are. */
  static KafkaSource<ReceivedRecord> events(InputConfig input, JobName job) {
    return of(input, job, new ReceivedRecordDeserializer());
  }

  /** Events, and records as they are where they hold none. */
  static KafkaSource<Either<ReceivedRecord, DecodedEvent>> decoded(
      InputConfig input, JobName job, EventDecoding decoding) {
    return of(input, job, new DecodingDeserializer(decoding));
  }

  private static <T> KafkaSource<T> of(
      InputConfig input, JobName job, KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(input.bootstrapServers())
        .setTopics(input.topics())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperties(client(job))
        .setDeserializer(deserializer)
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
