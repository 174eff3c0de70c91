package io.sealstream.schemas.typeinfo;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How Flink moves and stores a {@link DecodedEvent}: the event in Avro binary, then its place. A
 * savepoint survives an evolution of the event's schema, see {@link AvroRecordTypeInfo}.
 */
public final class DecodedEventTypeInfo {
  public static final TypeInformation<DecodedEvent> INSTANCE =
      new ValueTypeInfo<>(
          DecodedEvent.class,
          new DecodedEventSerializer(new AvroRecordSerializer<>(AuditEvent.class)));

  private DecodedEventTypeInfo() {}
}
