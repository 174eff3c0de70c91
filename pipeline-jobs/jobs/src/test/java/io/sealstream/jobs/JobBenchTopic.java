package io.sealstream.jobs;

import io.sealstream.schemas.FillerText;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import io.sealstream.schemas.sample.SampleGenerator;
import io.sealstream.schemas.sample.SampleOptions;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic of one partition: the same day of work again and again, as days of their own. */
final class JobBenchTopic {
  private static final int GENERATED = 100_000;
  private static final int AGE_DAYS = 400;

  private JobBenchTopic() {}

  /** What one day brings: the native events, or those in the vendors' words. */
  static List<AuditEvent> day(Instant start, boolean vendor) {
    return new SampleGenerator(new SampleOptions(GENERATED, 7, start, 0))
        .events().stream().filter(event -> (event.getOriginal() != null) == vendor).toList();
  }

  static void fill(PolicyTopic topic, String name, boolean vendor, int count) throws Exception {
    fill(topic, name, day(start(), vendor), count);
  }

  /** Native events whose messages make them as long as {@link FillerText#VALUE_BYTES}. */
  static void fillPadded(PolicyTopic topic, String name, int count) throws Exception {
    List<AuditEvent> day = day(start(), false);
    var encoder = encoder(name);
    Random random = new Random(AGE_DAYS);
    for (AuditEvent event : day) {
      int missing = FillerText.VALUE_BYTES - encoder.encode(event).length;
      event.setMessage(FillerText.of(random, Math.max(0, missing)));
    }
    fill(topic, name, day, count);
  }

  private static Instant start() {
    return Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(AGE_DAYS));
  }

  private static AvroWireEncoder<AuditEvent> encoder(String name) throws Exception {
    SchemaRegistryClient registry = PolicyTopic.decoding().registry().open();
    return new AvroWireEncoder<>(registry, name + "-value", AuditEvent.getClassSchema());
  }

  private static void fill(PolicyTopic topic, String name, List<AuditEvent> day, int count)
      throws Exception {
    var encoder = encoder(name);
    Map<String, Object> client = new HashMap<>(topic.client());
    client.put("linger.ms", 20);
    client.put("batch.size", 1 << 18);
    try (var producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        AuditEvent event = day.get(i % day.size());
        var unused = producer.send(new ProducerRecord<>(name, 0, null, encoder.encode(event)));
        event.setId(event.getId() + "+");
        event.setTime(event.getTime().plus(Duration.ofDays(1)));
      }
    }
  }
}
