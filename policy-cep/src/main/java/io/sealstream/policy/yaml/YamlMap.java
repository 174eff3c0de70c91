package io.sealstream.policy.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads typed entries of a map, and reports those of another type. */
public record YamlMap(MappingNode node, Problems problems) {

  /** The value of a key, whatever it is. Reports nothing. */
  public Optional<Node> find(String key) {
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return Optional.of(entry.getValueNode());
      }
    }
    return Optional.empty();
  }

  /** A string, or null where the key is missing or has none. */
  public @Nullable String text(String key) {
    Node value = find(key).orElse(null);
    if (value == null || Tag.NULL.equals(value.getTag())) {
      return null;
    }
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problems.error(value, key + " must be a string");
    return null;
  }

  /** A string; empty where an error was reported. */
  public String requiredText(String key) {
    int before = problems.errors().size();
    String text = text(key);
    if (text == null && problems.errors().size() == before) {
      problems.error(find(key).orElse(node), "the rule has no " + key);
    }
    return text == null ? "" : text;
  }

  /** A list of strings, or one string. */
  public List<String> texts(String key) {
    Node value = find(key).orElse(null);
    if (value == null || Tag.NULL.equals(value.getTag())) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (Node element : value instanceof SequenceNode list ? list.getValue() : List.of(value)) {
      if (element instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        problems.error(element, key + " must be a list of strings");
      }
    }
    return texts;
  }

  /** A map; nothing where an error was reported. */
  public Optional<MappingNode> requiredMap(String key) {
    Optional<Node> value = find(key);
    if (value.isEmpty()) {
      problems.error(node, "the rule has no " + key);
      return Optional.empty();
    }
    if (value.get() instanceof MappingNode map) {
      return Optional.of(map);
    }
    problems.error(value.get(), key + " must be a map");
    return Optional.empty();
  }
}
