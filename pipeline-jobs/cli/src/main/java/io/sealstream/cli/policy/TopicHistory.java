package io.sealstream.cli.policy;

import io.sealstream.cli.reckoning.TopicReader;
import io.sealstream.schemas.Bytes;
import io.sealstream.schemas.codec.AuditEventDecoder;
import io.sealstream.schemas.codec.DecodeResult;
import io.sealstream.schemas.codec.DecodeResult.Decoded;
import io.sealstream.schemas.codec.DecodeResult.Undecodable;
import io.sealstream.schemas.codec.DecoderLimits;
import io.sealstream.schemas.codec.TenantBinding;
import io.sealstream.schemas.registry.ConfluentSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistryConfig;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import io.sealstream.schemas.v1.AuditEvent;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * A topic of events: its committed records up to the ends that it has when reading begins,
 * partition after partition as they come, under the jobs' default limits and no tenant bindings.
 */
record TopicHistory(String topic, String bootstrap, RegistryConfig registry) implements History {

  private static final class Tally {
    private long events;
    private long undecodable;
  }

  @Override
  public Reading read(Consumer<AuditEvent> each, Consumer<String> complaints) throws IOException {
    var tally = new Tally();
    try (var schemas = new ConfluentSchemaRegistryClient(registry)) {
      var decoder = new AuditEventDecoder(schemas, DecoderLimits.DEFAULT, TenantBinding.NONE);
      var reader = new TopicReader(bootstrap);
      if (reader.endOffsets(topic).isEmpty()) {
        throw new IOException(
            "Kafka at %s: topic %s is not there; is --topic right?".formatted(bootstrap, topic));
      }
      var unused =
          reader.read(
              topic,
              record -> {
                DecodeResult result = decode(decoder, record);
                if (result instanceof Decoded decoded) {
                  tally.events++;
                  each.accept(decoded.event());
                } else if (result instanceof Undecodable bad) {
                  tally.undecodable++;
                  complaints.accept(
                      "%s-%d@%d: %s: %s"
                          .formatted(
                              topic,
                              record.partition(),
                              record.offset(),
                              bad.reason(),
                              bad.detail()));
                }
              });
    } catch (RegistryUnavailableException e) {
      throw new IOException("schema registry: " + e.getMessage() + " (--registry)", e);
    } catch (KafkaException e) {
      throw new IOException(
          "Kafka at %s: %s (--bootstrap-servers)".formatted(bootstrap, e.getMessage()), e);
    }
    return new Reading(tally.events, tally.undecodable);
  }

  private static DecodeResult decode(
      AuditEventDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
    return decoder.decode(
        record.value() == null ? null : Bytes.wrap(record.value()),
        record.topic(),
        record.timestamp(),
        TopicReader.timestampKind(record));
  }
}
