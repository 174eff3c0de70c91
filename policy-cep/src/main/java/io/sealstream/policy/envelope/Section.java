package io.sealstream.policy.envelope;

import io.sealstream.policy.yaml.DurationText;
import io.sealstream.policy.yaml.Nearest;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.Scalar;
import io.sealstream.policy.yaml.YamlMap;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A map of an envelope with known keys: what is unknown, missing or of another kind is reported at
 * its place. A key whose value is null is taken as left out.
 */
record Section(MappingNode node, String what, Problems problems) {

  /** Reports every key that is not among the known ones. */
  static Section of(MappingNode node, String what, List<String> keys, Problems problems) {
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.error(entry.getKeyNode(), "expected a key of " + what);
      } else if (!keys.contains(key.getValue())) {
        problems.error(
            key,
            "unknown key '" + key.getValue() + "' in " + what + Nearest.hint(key.getValue(), keys));
      }
    }
    return new Section(node, what, problems);
  }

  Optional<Node> find(String key) {
    return new YamlMap(node, problems).find(key).filter(value -> !Tag.NULL.equals(value.getTag()));
  }

  /** Reports a key that is left out. */
  Optional<Node> require(String key) {
    Optional<Node> value = find(key);
    if (value.isEmpty()) {
      problems.error(node, what + " has no " + key);
    }
    return value;
  }

  @Nullable String text(String key, Pattern form, String expected) {
    return find(key).map(value -> text(value, key, form, expected)).orElse(null);
  }

  /** Empty where an error was reported. */
  String requiredText(String key, Pattern form, String expected) {
    String text = require(key).map(value -> text(value, key, form, expected)).orElse(null);
    return text == null ? "" : text;
  }

  private @Nullable String text(Node value, String key, Pattern form, String expected) {
    if (value instanceof ScalarNode scalar && form.matcher(scalar.getValue()).matches()) {
      return scalar.getValue();
    }
    problems.error(value, key + " must be " + expected);
    return null;
  }

  /** A list of strings, or one. */
  List<String> texts(String key, Pattern form, String expected) {
    var texts = new ArrayList<String>();
    for (Node element : elements(key)) {
      String text = text(element, key, form, expected);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  @Nullable Integer integer(String key, int least, int most) {
    return find(key).map(value -> integer(value, key, least, most, problems)).orElse(null);
  }

  static @Nullable Integer integer(Node value, String key, int least, int most, Problems problems) {
    if (value instanceof ScalarNode scalar && scalar(scalar) instanceof Scalar.Num number) {
      BigDecimal exact = number.value().stripTrailingZeros();
      boolean inside =
          exact.scale() <= 0
              && exact.compareTo(BigDecimal.valueOf(least)) >= 0
              && exact.compareTo(BigDecimal.valueOf(most)) <= 0;
      if (inside) {
        return exact.intValueExact();
      }
    }
    String range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    problems.error(value, key + " must be a whole number, " + range);
    return null;
  }

  private static Scalar scalar(ScalarNode node) {
    try {
      return Scalar.of(node);
    } catch (NumberFormatException taggedAsOne) {
      return new Scalar.Text(node.getValue());
    }
  }

  @Nullable Instant instant(String key) {
    return find(key)
        .map(
            value ->
                parsed(
                    value,
                    key,
                    Section::instantOf,
                    "an RFC 3339 time with offset, as in 2026-12-01T00:00:00Z"))
        .orElse(null);
  }

  @Nullable Duration duration(String key) {
    return find(key)
        .map(value -> parsed(value, key, DurationText::parse, DurationText.FORM))
        .orElse(null);
  }

  private static Optional<Instant> instantOf(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private <T> @Nullable T parsed(
      Node value, String key, Function<String, Optional<T>> parse, String expected) {
    Optional<T> parsed =
        value instanceof ScalarNode scalar ? parse.apply(scalar.getValue()) : Optional.empty();
    if (parsed.isEmpty()) {
      problems.error(value, key + " must be " + expected);
    }
    return parsed.orElse(null);
  }

  /** A map; nothing where the key is left out or an error was reported. */
  Optional<MappingNode> map(String key) {
    Optional<Node> value = find(key);
    if (value.isPresent() && !(value.get() instanceof MappingNode)) {
      problems.error(value.get(), key + " must be a map");
      return Optional.empty();
    }
    return value.map(MappingNode.class::cast);
  }

  Optional<Section> section(String key, List<String> keys) {
    return map(key).map(map -> of(map, key, keys, problems));
  }

  /** A list of maps; empty where the key is left out. */
  List<MappingNode> maps(String key) {
    Optional<Node> value = find(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode list)) {
      problems.error(value.get(), key + " must be a list of maps");
      return List.of();
    }
    var maps = new ArrayList<MappingNode>();
    for (Node element : list.getValue()) {
      if (element instanceof MappingNode map) {
        maps.add(map);
      } else {
        problems.error(element, key + " must be a list of maps");
      }
    }
    return maps;
  }

  private List<Node> elements(String key) {
    return find(key)
        .map(value -> value instanceof SequenceNode list ? list.getValue() : List.of(value))
        .orElse(List.of());
  }
}
