package io.sealstream.policy.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.yaml.Nearest;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads an event's own fields, led by its schema, to the plain JSON that {@code native} files hold.
 * A field that no event has, or a value of another type, is reported at its place.
 */
final class NativeEventReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Schema EVENT = AuditEvent.getClassSchema();

  private final Problems problems;
  private final YamlJson json;

  NativeEventReader(Problems problems) {
    this.problems = problems;
    this.json = new YamlJson(problems);
  }

  ObjectNode read(MappingNode event) {
    for (NodeTuple entry : event.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals("time")) {
        problems.error(key, "the time stands beside 'event', as 'at' or 'time'");
      }
    }
    return record(event, EVENT, "");
  }

  private ObjectNode record(MappingNode map, Schema schema, String path) {
    ObjectNode object = NODES.objectNode();
    List<String> names = schema.getFields().stream().map(Schema.Field::name).toList();
    for (NodeTuple entry : map.getValue()) {
      String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      Schema.Field field = schema.getField(name);
      if (field == null) {
        problems.error(
            entry.getKeyNode(), "no event has " + path + name + Nearest.hint(name, names));
      } else if (!Tag.NULL.equals(entry.getValueNode().getTag())) {
        object.set(name, value(entry.getValueNode(), field.schema(), path + name));
      }
    }
    return object;
  }

  private JsonNode value(Node node, Schema nullable, String path) {
    Schema schema = withoutNull(nullable);
    return switch (schema.getType()) {
      case RECORD ->
          node instanceof MappingNode map
              ? record(map, schema, path + ".")
              : wrong(node, path, "a map");
      case ARRAY ->
          node instanceof SequenceNode list
              ? array(list, schema.getElementType(), path)
              : wrong(node, path, "a list");
      case MAP ->
          node instanceof MappingNode map
              ? map(map, schema.getValueType(), path)
              : wrong(node, path, "a map");
      case ENUM -> symbol(node, schema, path);
      case STRING -> checked(node, path, "a string (quote it)", JsonNode::isTextual);
      case BOOLEAN -> checked(node, path, "true or false", JsonNode::isBoolean);
      case INT -> checked(node, path, "a whole number", NativeEventReader::isInt);
      case LONG ->
          schema.getLogicalType() == null
              ? checked(node, path, "a whole number", NativeEventReader::isLong)
              : checked(node, path, "an RFC 3339 time", JsonNode::isTextual);
      default -> checked(node, path, "a number", JsonNode::isNumber);
    };
  }

  private ArrayNode array(SequenceNode list, Schema elements, String path) {
    ArrayNode array = NODES.arrayNode();
    list.getValue().forEach(element -> array.add(value(element, elements, path)));
    return array;
  }

  private ObjectNode map(MappingNode map, Schema values, String path) {
    ObjectNode object = NODES.objectNode();
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        object.set(
            key.getValue(), value(entry.getValueNode(), values, path + "." + key.getValue()));
      } else {
        problems.error(entry.getKeyNode(), path + " must be a map of names");
      }
    }
    return object;
  }

  private JsonNode symbol(Node node, Schema schema, String path) {
    boolean known = node instanceof ScalarNode scalar && schema.hasEnumSymbol(scalar.getValue());
    return known
        ? NODES.textNode(((ScalarNode) node).getValue())
        : wrong(node, path, "one of " + String.join(", ", schema.getEnumSymbols()));
  }

  private JsonNode checked(Node node, String path, String expected, Predicate<JsonNode> fits) {
    JsonNode value = json.of(node);
    return fits.test(value) ? value : wrong(node, path, expected);
  }

  private JsonNode wrong(Node node, String path, String expected) {
    problems.error(node, path + " must be " + expected);
    return NODES.nullNode();
  }

  private static boolean isInt(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  private static boolean isLong(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(schema);
  }
}
