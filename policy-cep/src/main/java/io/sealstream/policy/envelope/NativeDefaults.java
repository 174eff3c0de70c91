package io.sealstream.policy.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.schemas.v1.AuditEvent;
import org.apache.avro.Schema;

/**
 * What a test need not say about an event: a field that the schema requires and the test leaves out
 * is {@code unknown} where it is a string, 0 where it is a number, and made of such where it is a
 * record.
 */
final class NativeDefaults {
  private static final String UNKNOWN = "unknown";

  private NativeDefaults() {}

  static void fill(ObjectNode event) {
    fill(event, AuditEvent.getClassSchema());
  }

  private static void fill(ObjectNode record, Schema schema) {
    for (Schema.Field field : schema.getFields()) {
      JsonNode given = record.get(field.name());
      if (given != null) {
        fillGiven(given, NativeEventReader.withoutNull(field.schema()));
      } else if (!field.hasDefaultValue()) {
        put(record, field);
      }
    }
  }

  private static void fillGiven(JsonNode given, Schema schema) {
    if (given instanceof ObjectNode object && schema.getType() == Schema.Type.RECORD) {
      fill(object, schema);
    } else if (given.isArray() && schema.getType() == Schema.Type.ARRAY) {
      given.forEach(element -> fillGiven(element, schema.getElementType()));
    }
  }

  private static void put(ObjectNode record, Schema.Field field) {
    switch (field.schema().getType()) {
      case RECORD -> fill(record.putObject(field.name()), field.schema());
      case STRING -> record.put(field.name(), UNKNOWN);
      default -> record.put(field.name(), 0);
    }
  }
}
