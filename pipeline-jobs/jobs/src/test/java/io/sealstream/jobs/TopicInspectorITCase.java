package io.sealstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.local.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a real broker says of its topics, and that its bound means what the preflight takes. */
@Timeout(300)
class TopicInspectorITCase {
  private static final int MAX_MESSAGE_BYTES = 100_000;
  private static final String UNPACKED = "unpacked";
  private static final String AS_SENT = "as-sent";
  private static KafkaServer kafka;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    kafka = KafkaServer.start(Files.createTempDirectory(target, "inspector"));
    var bound = Map.of("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    var unpacked =
        Map.of(
            "max.message.bytes",
            Integer.toString(MAX_MESSAGE_BYTES),
            "compression.type",
            "uncompressed");
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(AS_SENT, 1, (short) 1).configs(bound),
                  new NewTopic(UNPACKED, 1, (short) 1).configs(unpacked)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** A million zeros, some hundred bytes as sent. */
  private static RecordMetadata sendCompressed(String topic) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", "gzip");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      return producer
          .send(new ProducerRecord<>(topic, new byte[MAX_MESSAGE_BYTES * 9]))
          .get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void itSaysHowLargeABatchMayBeAndWhetherThatBoundsRecords() throws IOException {
    var settings = new Properties();
    settings.setProperty("bootstrap.servers", kafka.bootstrapServers());
    List<TopicFacts> facts = new TopicInspector(settings).inspect(List.of(AS_SENT, UNPACKED));

    assertThat(facts).extracting(TopicFacts::storedUncompressed).containsExactly(false, true);
    assertThat(facts)
        .extracting(TopicFacts::maxMessageBytes)
        .containsOnly(MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
  }

  @Test
  void onlyATopicStoredUncompressedRefusesARecordThatExpandsBeyondTheBound() throws Exception {
    assertThat(sendCompressed(AS_SENT).offset()).isZero();
    assertThatThrownBy(() -> sendCompressed(UNPACKED))
        .hasCauseInstanceOf(RecordTooLargeException.class);
  }
}
