package io.sealstream.schemas.emitter;

import io.sealstream.schemas.v1.AuditEvent;
import java.nio.charset.StandardCharsets;

/** Which events keep their order: those with the same key go to the same partition. */
public enum PartitionKey {
  /** One actor of one tenant: spreads load, keeps each actor's events in order. */
  TENANT_AND_ACTOR,
  /** All events of a tenant in one partition. */
  TENANT,
  /** All events of an emitter in one partition, so in the order of their sequence. */
  EMITTER;

  byte[] of(AuditEvent event) {
    String key =
        switch (this) {
          case TENANT_AND_ACTOR -> event.getTenantId() + "|" + event.getActor().getId();
          case TENANT -> event.getTenantId();
          case EMITTER -> event.getEmitter().getId();
        };
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
