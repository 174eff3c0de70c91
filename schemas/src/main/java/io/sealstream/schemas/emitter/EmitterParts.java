package io.sealstream.schemas.emitter;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AvroWireEncoder;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * What an emitter works with.
 *
 * @param tenant the only tenant it speaks for, or null
 * @param ownsProducer whether the producer ends with the emitter
 */
record EmitterParts(
    String id,
    EmitterEpoch epoch,
    String topic,
    @Nullable TenantId tenant,
    PartitionKey partitionKey,
    int maxEventBytes,
    Producer<byte[], byte[]> producer,
    boolean ownsProducer,
    AvroWireEncoder<AuditEvent> encoder,
    UuidV7 ids,
    InstantSource clock) {

  void close() {
    try {
      if (ownsProducer) {
        producer.close();
      }
    } finally {
      epoch.close();
    }
  }
}
