package io.sealstream.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Plain JSON into generated records, led by the schema. Strict: a typo must not lose a field. */
final class JsonReading {
  private JsonReading() {}

  static SpecificRecord record(JsonNode json, Schema schema, String path) {
    require(json.isObject(), path, "must be an object");
    requireNoUnknown(json, schema, path);
    SpecificData data = SpecificData.getForSchema(schema);
    var record = (SpecificRecord) SpecificData.newInstance(data.getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      String at = path.isEmpty() ? field.name() : path + "." + field.name();
      JsonNode member = json.get(field.name());
      boolean given = member != null && !member.isNull();
      require(given || field.hasDefaultValue(), at, "is required");
      record.put(
          field.pos(), given ? value(member, field.schema(), at) : data.getDefaultValue(field));
    }
    return record;
  }

  private static void requireNoUnknown(JsonNode json, Schema schema, String path) {
    json.fieldNames()
        .forEachRemaining(
            name ->
                require(
                    schema.getField(name) != null,
                    path.isEmpty() ? name : path + "." + name,
                    "is not a field of " + schema.getName()));
  }

  private static @Nullable Object value(JsonNode json, Schema nullable, String path) {
    Schema schema = LogicalTypes.nonNull(nullable);
    return switch (schema.getType()) {
      case RECORD -> record(json, schema, path);
      case ARRAY -> array(json, schema.getElementType(), path);
      case MAP -> map(json, schema.getValueType(), path);
      case ENUM -> symbol(json, schema, path);
      case LONG -> schema.getLogicalType() == null ? integer(json, path) : time(json, path);
      case INT -> {
        require(
            json.isIntegralNumber() && json.canConvertToInt(), path, "must be a 32-bit integer");
        yield json.intValue();
      }
      case DOUBLE -> {
        require(json.isNumber(), path, "must be a number");
        yield json.doubleValue();
      }
      case BOOLEAN -> {
        require(json.isBoolean(), path, "must be true or false");
        yield json.booleanValue();
      }
      case STRING -> {
        require(json.isTextual(), path, "must be a string");
        yield json.textValue();
      }
      default -> throw new IllegalStateException("no event field has type " + schema.getType());
    };
  }

  private static List<@Nullable Object> array(JsonNode json, Schema items, String path) {
    require(json.isArray(), path, "must be an array");
    List<@Nullable Object> list = new ArrayList<>(json.size());
    for (JsonNode item : json) {
      list.add(value(item, items, path + "[" + list.size() + "]"));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(JsonNode json, Schema values, String path) {
    require(json.isObject(), path, "must be an object");
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.properties()
        .forEach(member -> map.put(member.getKey(), value(member.getValue(), values, path + "{}")));
    return map;
  }

  private static Object symbol(JsonNode json, Schema schema, String path) {
    boolean known = json.isTextual() && schema.hasEnumSymbol(json.textValue());
    require(known, path, "must be one of " + schema.getEnumSymbols());
    return SpecificData.get().createEnum(json.textValue(), schema);
  }

  private static Long integer(JsonNode json, String path) {
    require(json.isIntegralNumber() && json.canConvertToLong(), path, "must be a 64-bit integer");
    return json.longValue();
  }

  private static Instant time(JsonNode json, String path) {
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      return Instant.ofEpochMilli(json.longValue());
    }
    require(json.isTextual(), path, "must be ISO-8601 text or epoch milliseconds");
    try {
      return OffsetDateTime.parse(json.textValue()).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(path + " is not ISO-8601 with an offset", e);
    }
  }

  private static void require(boolean holds, String path, String what) {
    if (!holds) {
      throw new IllegalArgumentException((path.isEmpty() ? "the event" : path) + " " + what);
    }
  }
}
