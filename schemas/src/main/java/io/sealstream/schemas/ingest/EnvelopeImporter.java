package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.io.IOException;

/**
 * {@code {"id", "logsource": {"product", "service"}, "event": {vendor JSON}}}: a vendor's record
 * with an id and a log source of its own. The vendor JSON is kept character by character.
 */
final class EnvelopeImporter implements EventImporter {
  private static final JsonFactory JSON = new JsonFactory();

  private final TenantId tenant;

  EnvelopeImporter(TenantId tenant) {
    this.tenant = tenant;
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
    var vendor = new VendorEvent(tenant, id, source, rawEvent(json), envelope.path("event"));
    boolean cloudTrail = product.equals("aws") && "cloudtrail".equals(source.getService());
    return cloudTrail ? CloudTrailMapping.map(vendor) : GenericMapping.map(vendor);
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
