package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.PolicySource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of one policy, document by document: YAML takes JSON as it is. */
final class PolicyText {
  private final String id;
  private final List<ObjectNode> documents = new ArrayList<>();

  /** A policy with an envelope, in shadow, so that it needs no tests. */
  PolicyText(String id) {
    this.id = id;
    document()
        .put("apiVersion", "policy/v1")
        .put("id", id)
        .put("version", 1)
        .put("title", id)
        .put("owner", "conformance")
        .put("mode", "shadow");
  }

  /** A text of Sigma's that stands for itself, whatever is in it. */
  static String literal(String value) {
    return value.replaceAll("[\\\\*?]", "\\\\$0");
  }

  ObjectNode envelope() {
    return documents.get(0);
  }

  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    documents.add(document);
    return document;
  }

  /** A rule that others name, over fields of the vendor's JSON. */
  void rule(String name, String title, JsonNode equalities) {
    ObjectNode rule = document().put("title", title).put("name", name);
    rule.putObject("logsource").put("product", PackEvent.LOG.getProduct());
    rule.putObject("detection").put("condition", "selection").set("selection", equalities);
  }

  PolicySource source() {
    return new PolicySource(
        id + ".yml",
        documents.stream().map(ObjectNode::toString).collect(Collectors.joining("\n---\n")));
  }
}
