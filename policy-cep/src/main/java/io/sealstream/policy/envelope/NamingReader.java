package io.sealstream.policy.envelope;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.Naming;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code fields} and {@code lookups}. */
final class NamingReader {
  private static final Pattern LOOKUP = Pattern.compile("[A-Za-z0-9_.-]+");

  private final Problems problems;

  NamingReader(Problems problems) {
    this.problems = problems;
  }

  Naming read(Section envelope, FieldTable table) {
    return new Naming(table, fields(envelope), lookups(envelope));
  }

  private Map<String, String> fields(Section envelope) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (NodeTuple entry : entries(envelope, "fields")) {
      String from = text(entry.getKeyNode());
      String to = text(entry.getValueNode());
      if (from.isEmpty() || to.isEmpty()) {
        problems.error(entry.getKeyNode(), "fields must be a map of field name to field name");
      } else {
        fields.put(from, to);
      }
    }
    return fields;
  }

  private Map<String, List<String>> lookups(Section envelope) {
    Map<String, List<String>> lookups = new LinkedHashMap<>();
    for (NodeTuple entry : entries(envelope, "lookups")) {
      String name = text(entry.getKeyNode());
      if (!LOOKUP.matcher(name).matches()) {
        problems.error(
            entry.getKeyNode(), "the name of a lookup must be letters, digits and . _ -");
      }
      lookups.put(name, values(entry.getValueNode()));
    }
    return lookups;
  }

  private List<String> values(Node node) {
    var values = new ArrayList<String>();
    List<Node> elements = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    for (Node element : elements) {
      String value = text(element);
      if (value.isEmpty()) {
        problems.error(element, "a lookup must be a list of strings");
      } else {
        values.add(value);
      }
    }
    if (elements.isEmpty()) {
      problems.error(node, "the lookup is empty");
    }
    return values;
  }

  private static List<NodeTuple> entries(Section envelope, String key) {
    return envelope.map(key).map(map -> map.getValue()).orElse(List.of());
  }

  private static String text(Node node) {
    boolean isText = node instanceof ScalarNode && !Tag.NULL.equals(node.getTag());
    return isText ? ((ScalarNode) node).getValue() : "";
  }
}
