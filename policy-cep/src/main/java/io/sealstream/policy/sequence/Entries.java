package io.sealstream.policy.sequence;

import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The entries of one map of a known form; what does not fit is reported.
 *
 * @param what names the map in messages, as in "the sequence"
 */
record Entries(MappingNode node, String what, Problems problems) {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|w)");
  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms",
          1L,
          "s",
          1_000L,
          "m",
          60_000L,
          "h",
          3_600_000L,
          "d",
          86_400_000L,
          "w",
          604_800_000L);

  /** The entries of a node that should be a map; nothing where an error was reported. */
  static Optional<Entries> of(Node node, String what, List<String> keys, Problems problems) {
    if (!(node instanceof MappingNode map)) {
      problems.error(node, what + " must be a map");
      return Optional.empty();
    }
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key && keys.contains(key.getValue()))) {
        problems.error(
            entry.getKeyNode(),
            "unknown key in " + what + "; there are " + String.join(", ", keys));
      }
    }
    return Optional.of(new Entries(map, what, problems));
  }

  Optional<Node> find(String key) {
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return Optional.of(entry.getValueNode());
      }
    }
    return Optional.empty();
  }

  Optional<Node> required(String key) {
    Optional<Node> value = find(key);
    if (value.isEmpty()) {
      problems.error(node, what + " has no " + key);
    }
    return value;
  }

  /** A text; nothing where there is none or an error was reported. */
  Optional<String> text(String key) {
    return find(key)
        .flatMap(
            value -> {
              if (value instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
                return Optional.of(scalar.getValue());
              }
              problems.error(value, key + " must be a text");
              return Optional.empty();
            });
  }

  /** True or false; false where there is none. */
  boolean flag(String key) {
    Optional<Node> value = find(key);
    if (value.isEmpty()) {
      return false;
    }
    if (value.get() instanceof ScalarNode scalar && Scalar.of(scalar) instanceof Scalar.Bool bool) {
      return bool.value();
    }
    problems.error(value.get(), key + " must be true or false");
    return false;
  }

  /** What one of a few words stands for; the default where there is none or none of them. */
  <T> T word(String key, Map<String, T> meanings, T otherwise) {
    Optional<Node> value = find(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    T meaning = value.get() instanceof ScalarNode scalar ? meanings.get(scalar.getValue()) : null;
    if (meaning == null) {
      problems.error(
          value.get(),
          key
              + " must be one of "
              + String.join(", ", meanings.keySet().stream().sorted().toList()));
      return otherwise;
    }
    return meaning;
  }

  /** A length of time in milliseconds, greater than zero; 1 where an error was reported. */
  long span(String key) {
    Optional<Node> value = required(key);
    if (value.isEmpty()) {
      return 1;
    }
    Matcher matcher =
        SPAN.matcher(value.get() instanceof ScalarNode scalar ? scalar.getValue() : "");
    long millis = 0;
    if (matcher.matches()) {
      long unit = Optional.ofNullable(MILLIS.get(matcher.group(2))).orElseThrow();
      millis = Long.parseLong(matcher.group(1)) * unit;
    }
    if (millis == 0) {
      problems.error(
          value.get(), key + " must be a number above 0 and one of ms, s, m, h, d, w, as in 90m");
      return 1;
    }
    return millis;
  }
}
