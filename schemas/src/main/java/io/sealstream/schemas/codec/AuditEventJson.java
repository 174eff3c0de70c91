package io.sealstream.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events as plain JSON under the schema's own field names, the {@code native} format: unions
 * unwrapped, times in ISO-8601 (epoch milliseconds are read too), enums by their symbol.
 *
 * <p>{@code parse(toJson(event))} equals the event. Pure functions, safe for any thread.
 */
public final class AuditEventJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static {
    AvroTrust.establish();
  }

  private AuditEventJson() {}

  /**
   * The event that the JSON describes. A field left out, or null, takes its default. Times are cut
   * to milliseconds, as Avro holds them.
   *
   * @throws IllegalArgumentException naming the field that is missing, unknown or of the wrong
   *     type; never payload
   */
  public static AuditEvent parse(JsonNode json) {
    return (AuditEvent) JsonReading.record(json, AuditEvent.getClassSchema(), "");
  }

  /** The event as JSON: fields that are null are left out, those at their default are not. */
  public static ObjectNode toJson(AuditEvent event) {
    return object(event);
  }

  private static ObjectNode object(SpecificRecord record) {
    ObjectNode json = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        json.set(field.name(), node(value));
      }
    }
    return json;
  }

  private static JsonNode node(@Nullable Object value) {
    if (value instanceof SpecificRecord record) {
      return object(record);
    }
    if (value instanceof List<?> items) {
      var array = NODES.arrayNode(items.size());
      items.forEach(item -> array.add(node(item)));
      return array;
    }
    if (value instanceof Map<?, ?> members) {
      ObjectNode map = NODES.objectNode();
      members.forEach((key, member) -> map.set(key.toString(), node(member)));
      return map;
    }
    return scalar(value);
  }

  private static JsonNode scalar(@Nullable Object value) {
    if (value instanceof Integer number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Long number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof Instant) {
      return NODES.textNode(value.toString());
    }
    throw new IllegalArgumentException("a field holds " + value + ", which no field may");
  }
}
