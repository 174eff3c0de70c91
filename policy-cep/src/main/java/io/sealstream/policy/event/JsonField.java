package io.sealstream.policy.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reaches into vendor JSON: dotted paths, keys that hold dots, arrays in between. */
final class JsonField {
  private JsonField() {}

  static FieldValues values(JsonNode root, FieldPath path) {
    var values = new ArrayList<FieldValue>(1);
    boolean present = collect(root, path, 0, values);
    return ManyValues.of(values, present);
  }

  /** Every scalar in the document. */
  static List<FieldValue> leaves(JsonNode root) {
    var leaves = new ArrayList<FieldValue>();
    collectLeaves(root, leaves);
    return leaves;
  }

  private static boolean collect(JsonNode node, FieldPath path, int from, List<FieldValue> into) {
    if (from == path.length()) {
      collectEnd(node, into);
      return true;
    }
    boolean present = false;
    if (node.isArray()) {
      for (JsonNode element : node) {
        present |= collect(element, path, from, into);
      }
    } else if (node.isObject()) {
      for (int to = from + 1; to <= path.length(); to++) {
        JsonNode child = node.get(path.key(from, to));
        present |= child != null && collect(child, path, to, into);
      }
    }
    return present;
  }

  private static void collectEnd(JsonNode node, List<FieldValue> into) {
    if (node.isArray()) {
      node.forEach(element -> collectEnd(element, into));
    } else {
      into.add(valueOf(node));
    }
  }

  private static void collectLeaves(JsonNode node, List<FieldValue> into) {
    if (node.isContainerNode()) {
      node.forEach(child -> collectLeaves(child, into));
    } else if (!node.isNull()) {
      into.add(valueOf(node));
    }
  }

  private static FieldValue valueOf(JsonNode node) {
    if (node.isNull()) {
      return FieldValue.NULL;
    }
    if (node.isNumber()) {
      return FieldValue.number(node.asText());
    }
    return FieldValue.text(node.isObject() ? node.toString() : node.asText());
  }
}
