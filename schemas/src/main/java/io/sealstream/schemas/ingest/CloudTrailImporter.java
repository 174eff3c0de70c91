package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;

/** AWS CloudTrail records, as in the log files that CloudTrail delivers. */
final class CloudTrailImporter implements EventImporter {
  private final TenantId tenant;

  CloudTrailImporter(TenantId tenant) {
    this.tenant = tenant;
  }

  @Override
  public AuditEvent read(String json) {
    JsonNode record = Fields.object(json);
    String eventId = Fields.text(record, "eventID");
    String id = eventId == null ? VendorEvent.idOf(json) : eventId;
    if (Fields.text(record, "eventName") == null) {
      throw new NotImportableException("eventName is missing: not a CloudTrail record");
    }
    return CloudTrailMapping.map(
        new VendorEvent(
            tenant,
            id,
            Fields.time(record, CloudTrailMapping.TIMES),
            new LogSource("aws", "cloudtrail", null),
            json,
            record));
  }
}
