package io.sealstream.schemas.emitter;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Emitter;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From an application's event to the record that is sent. Called under the emitter's lock. */
final class EventEncoding {
  private final EmitterParts parts;

  EventEncoding(EmitterParts parts) {
    this.parts = parts;
  }

  /** A copy with the emitter's place, and with an id where it had none. */
  AuditEvent stamp(AuditEvent event, long seq) {
    try {
      AuditEvent.Builder copy =
          AuditEvent.newBuilder(event)
              .setEmitter(new Emitter(parts.id(), parts.epoch().value(), seq));
      String id = event.getId();
      if (id == null || id.isBlank()) {
        copy.setId(parts.ids().next().toString());
      }
      return copy.build();
    } catch (AvroRuntimeException | NullPointerException e) {
      throw new IllegalArgumentException("the event is not complete: " + e.getMessage(), e);
    }
  }

  /** The record; no timestamp, so that the broker's or producer's clock sets it, not the event. */
  ProducerRecord<byte[], byte[]> record(AuditEvent stamped) {
    byte[] key = parts.partitionKey().of(stamped);
    byte[] value = value(stamped);
    int size = key.length + value.length;
    if (size > parts.maxEventBytes()) {
      throw new IllegalArgumentException(
          "event "
              + stamped.getId()
              + " has "
              + size
              + " bytes with its key, limit "
              + parts.maxEventBytes()
              + ": shorten it, or raise maxEventBytes together with the topic's max.message.bytes");
    }
    return new ProducerRecord<>(parts.topic(), key, value);
  }

  private byte[] value(AuditEvent stamped) {
    try {
      return parts.encoder().encode(stamped);
    } catch (AvroRuntimeException | NullPointerException e) {
      throw new IllegalArgumentException("the event is not complete: " + e.getMessage(), e);
    }
  }
}
