package io.sealstream.sinks.kafka;

import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.registry.RegistryFactory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records under {@code <topic>-value}, on the task thread. The schema is registered
 * when the task opens: a registry that refuses it fails the task before the first record.
 */
final class AvroKafkaSerializer<T extends SpecificRecord>
    implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final String schemaText;
  private final RegistryFactory registry;
  private final RecordKey<T> key;
  private transient @Nullable AvroWireEncoder<T> encoder;

  AvroKafkaSerializer(String topic, Schema schema, RegistryFactory registry, RecordKey<T> key) {
    this.topic = topic;
    this.schemaText = schema.toString();
    this.registry = registry;
    this.key = key;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sinkContext) {
    // The encoder needs the registry only to learn its schema's id: ask at once, then let it go.
    try (var client = registry.open()) {
      Schema schema = new Schema.Parser().parse(schemaText);
      var opened = new AvroWireEncoder<T>(client, topic + "-value", schema);
      opened.schemaId();
      encoder = opened;
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, @Nullable Long timestamp) {
    byte[] value = Objects.requireNonNull(encoder, "not opened").encode(element);
    byte[] recordKey = key.of(element).getBytes(StandardCharsets.UTF_8);
    // No timestamp: an event's time as record time would let retention delete late ones at once.
    return new ProducerRecord<>(topic, null, null, recordKey, value);
  }
}
