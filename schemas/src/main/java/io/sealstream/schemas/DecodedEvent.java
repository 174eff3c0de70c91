package io.sealstream.schemas;

import io.sealstream.schemas.v1.AuditEvent;

/**
 * An event, and where it lies on Kafka.
 *
 * @param timestampMillis the broker's timestamp of the record, milliseconds since 1970; negative
 *     where it has none
 */
public record DecodedEvent(
    AuditEvent event, String topic, int partition, long offset, long timestampMillis)
    implements Place {}
