package io.sealstream.jobs;

import io.sealstream.evidence.records.SealedTopics;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.ReceivedRecord;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
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

  /** Records of the input topics as they are. */
  static KafkaSource<ReceivedRecord> events(InputConfig input, JobName job) {
    return of(input, job, new ReceivedRecordDeserializer()).setTopics(input.topics()).build();
  }

  /**
   * Records as they are, of every sealed topic: of one that does not exist yet from its first
   * offset on, once it does. Only what is committed is read: an open transaction holds back all
   * that lies behind it.
   */
  static KafkaSource<ReceivedRecord> sealed(InputConfig input, SealedTopics topics, JobName job) {
    return of(input, job, new ReceivedRecordDeserializer())
        // A list of names would have to exist.
        .setTopicPattern(exactly(topics.names()))
        .build();
  }

  static Pattern exactly(List<String> names) {
    return Pattern.compile(names.stream().map(Pattern::quote).collect(Collectors.joining("|")));
  }

  /** Events, and records as they are where they hold none. */
  static KafkaSource<Either<ReceivedRecord, DecodedEvent>> decoded(
      InputConfig input, JobName job, EventDecoding decoding) {
    return of(input, job, new DecodingDeserializer(decoding)).setTopics(input.topics()).build();
  }

  static <T> KafkaSourceBuilder<T> of(
      InputConfig input, JobName job, KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(input.bootstrapServers())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperties(client(job))
        .setDeserializer(deserializer);
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
