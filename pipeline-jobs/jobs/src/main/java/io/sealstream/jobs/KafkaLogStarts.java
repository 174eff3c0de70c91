package io.sealstream.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker. */
final class KafkaLogStarts implements LogStarts {
  private final Admin admin;

  KafkaLogStarts(String bootstrapServers) {
    var kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    this.admin = Admin.create(kafka);
  }

  @Override
  public long of(String topic, int partition) throws IOException {
    var where = new TopicPartition(topic, partition);
    var answer = admin.listOffsets(Map.of(where, OffsetSpec.earliest())).partitionResult(where);
    try {
      return KafkaAnswers.await(answer, "where " + where + " begins").offset();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not say where " + where + " begins: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
