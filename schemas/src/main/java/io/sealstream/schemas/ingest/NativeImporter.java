package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.codec.AuditEventJson;
import io.sealstream.schemas.v1.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * Our own events as plain JSON under the schema's field names. The member {@code emitter} may be
 * left out; what it says is replaced by the emitter that puts the event on Kafka.
 */
final class NativeImporter implements EventImporter {
  private final @Nullable TenantId only;

  NativeImporter(@Nullable TenantId only) {
    this.only = only;
  }

  @Override
  public AuditEvent read(String json) {
    JsonNode record = Fields.object(json);
    if (record instanceof ObjectNode object && !object.hasNonNull("emitter")) {
      object
          .putObject("emitter")
          .put("id", VendorEvent.UNSTAMPED.getId())
          .put("epoch", VendorEvent.UNSTAMPED.getEpoch())
          .put("seq", VendorEvent.UNSTAMPED.getSeq());
    }
    AuditEvent event = parse(record);
    if (!TenantId.isValid(event.getTenantId())) {
      throw new NotImportableException("tenant_id must match [a-z0-9][a-z0-9_]{0,63}");
    }
    if (only != null && !only.value().equals(event.getTenantId())) {
      throw new NotImportableException(
          "tenant_id is " + event.getTenantId() + ", but only " + only + " is taken here");
    }
    return event;
  }

  private static AuditEvent parse(JsonNode record) {
    try {
      return AuditEventJson.parse(record);
    } catch (IllegalArgumentException e) {
      throw new NotImportableException(
          e.getMessage() == null ? "not an AuditEvent" : e.getMessage());
    }
  }
}
