package io.sealstream.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Sigma's semantics written down as plainly as possible, for ASCII. Slow; shares no code. */
final class NaiveMatching {
  private NaiveMatching() {}

  /** What the path leads to, arrays at its end still whole. */
  static List<JsonNode> ends(JsonNode node, String path) {
    var found = new ArrayList<JsonNode>();
    if (node.isArray()) {
      node.forEach(element -> found.addAll(ends(element, path)));
    } else if (node.isObject()) {
      if (node.has(path)) {
        found.add(node.get(path));
      }
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        if (node.has(path.substring(0, dot))) {
          found.addAll(ends(node.get(path.substring(0, dot)), path.substring(dot + 1)));
        }
      }
    }
    return found;
  }

  static List<JsonNode> values(JsonNode event, String path) {
    return ends(event, path).stream().flatMap(end -> flat(end).stream()).toList();
  }

  static List<JsonNode> flat(JsonNode node) {
    var flat = new ArrayList<JsonNode>();
    if (node.isArray()) {
      node.forEach(element -> flat.addAll(flat(element)));
    } else {
      flat.add(node);
    }
    return flat;
  }

  static boolean anyText(JsonNode event, String path, Predicate<String> test) {
    return values(event, path).stream()
        .filter(value -> !value.isNull())
        .anyMatch(value -> test.test(text(value)));
  }

  static String text(JsonNode value) {
    return value.isObject() ? value.toString() : value.asText();
  }

  static boolean isAbsent(JsonNode event, String path) {
    List<JsonNode> values = values(event, path);
    return values.isEmpty() || values.stream().anyMatch(JsonNode::isNull);
  }

  static boolean isNumber(JsonNode event, String path, int number) {
    return values(event, path).stream()
        .anyMatch(
            value ->
                value.isNumber()
                    ? value.decimalValue().compareTo(BigDecimal.valueOf(number)) == 0
                    : !value.isNull() && text(value).equals(Integer.toString(number)));
  }

  static boolean isAbove(String text, int bound) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?")
        && new BigDecimal(text).compareTo(BigDecimal.valueOf(bound)) > 0;
  }
}
