package io.sealstream.sinks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sealstream.local.KafkaServer;
import io.sealstream.schemas.codec.AvroWireDecoder;
import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.registry.InMemorySchemaRegistryClient;
import io.sealstream.schemas.v1.Rejected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class KafkaRejectedPublisherITCase {
  private static final String TOPIC = "audit.rejected";
  private static final InMemorySchemaRegistryClient REGISTRY = new InMemorySchemaRegistryClient();

  @Test
  void aPublishedRecordIsOnTheTopicWholeWhenPublishReturns() throws Exception {
    Path work = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "rejected");
    try (var kafka = KafkaServer.start(work)) {
      try (var admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
        var topic = new NewTopic(TOPIC, 1, (short) 1);
        admin.createTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
      }
      var target =
          new KafkaRejectedPublisher.Target(kafka.bootstrapServers(), TOPIC, 16 * 1024 * 1024);
      var refused = new BulkOutcome.Refused(Documents.of(7), "HTTP status 400");
      Rejected sent = Rejections.of(refused, new RejectedCopies(target.maxRecordBytes()));
      try (RejectedPublisher publisher =
          KafkaRejectedPublisher.factory(target, () -> REGISTRY).open()) {
        publisher.publish(sent).get(60, TimeUnit.SECONDS);
      }

      ConsumerRecord<byte[], byte[]> record = only(kafka.bootstrapServers());

      assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("audit.events-3@7");
      assertThat(new AvroWireDecoder<>(REGISTRY, Rejected.class).decode(record.value()))
          .isEqualTo(sent);
    }
  }

  private static ConsumerRecord<byte[], byte[]> only(String servers) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return !records.isEmpty();
              });
    }
    assertThat(records).hasSize(1);
    return records.get(0);
  }
}
