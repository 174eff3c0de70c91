package io.sealstream.schemas.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value goes: objects on the way are made as needed. */
record DocumentPath(List<String> parents, String leaf) {

  DocumentPath {
    parents = List.copyOf(parents);
  }

  static DocumentPath of(String dotted) {
    List<String> words = List.of(dotted.split("\\.", -1));
    return new DocumentPath(words.subList(0, words.size() - 1), words.get(words.size() - 1));
  }

  void put(ObjectNode document, String value) {
    parent(document).put(leaf, value);
  }

  ArrayNode putArray(ObjectNode document) {
    return parent(document).putArray(leaf);
  }

  ObjectNode parent(ObjectNode document) {
    ObjectNode node = document;
    for (String name : parents) {
      node = node.get(name) instanceof ObjectNode child ? child : node.putObject(name);
    }
    return node;
  }

  /** The text there, or null. */
  @Nullable String text(ObjectNode document) {
    JsonNode node = document;
    for (String name : parents) {
      node = node.path(name);
    }
    return node.path(leaf).textValue();
  }
}
