package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.time.Instant;

/** Events of a vendor that is none in particular: rules read nothing of them but the original. */
final class PackEvent {
  static final LogSource LOG = new LogSource("vendor", "log", null);

  private PackEvent() {}

  static AuditEvent of(String id, Instant time, JsonNode original) {
    var event = new AuditEvent();
    event.setId(id);
    event.setTime(time);
    event.setTenantId("conformance");
    event.setLogSource(LOG);
    event.setOriginal(original.toString());
    return event;
  }
}
