package io.sealstream.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.schemas.v1.AuditEvent;
import org.jspecify.annotations.Nullable;

/** As what an event is shown to rules: the vendor's JSON to those with a product, if it has one. */
final class EventViews {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventViews() {}

  /** As what a rule sees the event; null where it cannot: the vendor's JSON is no object. */
  static @Nullable EventView of(SigmaRule rule, AuditEvent event, int fields) {
    String original = event.getOriginal();
    return original == null || rule.logSource().product() == null
        ? EventView.ofAvro(event, fields)
        : ofVendor(original, fields);
  }

  /** The vendor's JSON; null where it is no object. */
  static @Nullable EventView ofVendor(String original, int fields) {
    try {
      JsonNode root = JSON.readTree(original);
      return root.isObject() ? EventView.ofJson(root, fields) : null;
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }
}
