package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code {"id", "logsource": {"product", "service"}, "event": {vendor JSON}}}: a vendor's record
 * with an id and a log source of its own. The vendor JSON is kept character by character. A record
 * without a time that can be read is not refused: it gets the time of ingest, and a label says so.
 */
final class EnvelopeImporter implements EventImporter {
  private static final JsonFactory JSON = new JsonFactory();

  private final TenantId tenant;
  private final Clock clock;

  EnvelopeImporter(TenantId tenant, Clock clock) {
    this.tenant = tenant;
    this.clock = clock;
  }

  @Override
  public AuditEvent read(String json) {
    JsonNode envelope = Fields.object(json);
    String id = Fields.text(envelope, "id");
    String product = Fields.text(envelope, "logsource.product");
    if (id == null || product == null || !envelope.path("event").isObject()) {
      throw new NotImportableException(
          "an envelope needs id, logsource.product and the object event");
    }
    var source =
        new LogSource(
            product,
            Fields.text(envelope, "logsource.service"),
            Fields.text(envelope, "logsource.category"));
    JsonNode record = envelope.path("event");
    Optional<Instant> time = Fields.findTime(record, GenericMapping.TIMES);
    var vendor =
        new VendorEvent(tenant, id, time.orElseGet(clock::instant), source, rawEvent(json), record);
    boolean cloudTrail = product.equals("aws") && "cloudtrail".equals(source.getService());
    AuditEvent event = cloudTrail ? CloudTrailMapping.map(vendor) : GenericMapping.map(vendor);
    return time.isPresent() ? event : labelled(event);
  }

  private static AuditEvent labelled(AuditEvent event) {
    Map<String, String> labels = new TreeMap<>(event.getLabels());
    labels.put(VendorEvent.TIME_SOURCE, VendorEvent.TIME_OF_INGEST);
    event.setLabels(labels);
    return event;
  }

  /** The text of the last member {@code event}, which is the one that the parsed form has too. */
  private static String rawEvent(String json) {
    String found = "";
    try (JsonParser parser = JSON.createParser(json.toCharArray())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("event");
        parser.nextToken();
        int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        if (wanted) {
          found = json.substring(from, Math.toIntExact(parser.currentLocation().getCharOffset()));
        }
      }
      return found;
    } catch (IOException e) {
      throw new NotImportableException("not valid JSON");
    }
  }
}
