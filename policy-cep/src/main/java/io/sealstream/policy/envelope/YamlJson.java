package io.sealstream.policy.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.Scalar;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML as JSON, members in the order of the file. */
final class YamlJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Problems problems;

  YamlJson(Problems problems) {
    this.problems = problems;
  }

  JsonNode of(Node node) {
    if (node.isRecursive()) {
      problems.error(node, "a value cannot contain itself");
      return NODES.nullNode();
    }
    if (node instanceof MappingNode map) {
      return object(map);
    }
    if (node instanceof SequenceNode list) {
      ArrayNode array = NODES.arrayNode();
      list.getValue().forEach(element -> array.add(of(element)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private JsonNode object(MappingNode map) {
    ObjectNode object = NODES.objectNode();
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        object.set(key.getValue(), of(entry.getValueNode()));
      } else {
        problems.error(entry.getKeyNode(), "expected the name of a member");
      }
    }
    return object;
  }

  private JsonNode scalar(ScalarNode node) {
    try {
      Scalar value = Scalar.of(node);
      if (value instanceof Scalar.Null) {
        return NODES.nullNode();
      }
      if (value instanceof Scalar.Bool bool) {
        return NODES.booleanNode(bool.value());
      }
      if (value instanceof Scalar.Num number) {
        return number.value().scale() <= 0
            ? NODES.numberNode(number.value().toBigInteger())
            : NODES.numberNode(number.value());
      }
      return NODES.textNode(value.text());
    } catch (NumberFormatException e) {
      problems.error(node, "expected a number, as its tag says");
      return NODES.nullNode();
    }
  }
}
