package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sealstream.policy.PatternReplay;
import io.sealstream.policy.PolicySource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Absences over short lists of events: a trigger, and what is expected after or before it. */
final class AbsencePart implements ConformancePart {
  private static final String FILE = "conformance/absence.json";
  private static final Set<String> KNOWN =
      Set.of(
          "order",
          "trigger",
          "expected",
          "group_by",
          "within",
          "events",
          "watermark_end",
          Vector.FIRED);

  @Override
  public String name() {
    return "absence";
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    return pack.has(FILE) ? Optional.empty() : Optional.of(FILE + " is not there");
  }

  @Override
  public void run(Pack pack, Score score) {
    Sections.read(pack, FILE, name(), score).ifPresent(sections -> run(sections, score));
  }

  private static void run(Sections sections, Score score) {
    sections.each("vectors", score, AbsencePart::fires);
    sections.nameKeysBut(KNOWN, "vectors", score);
    sections.nameAllBut(Set.of("vectors"), FILE, score);
  }

  private static Optional<String> fires(Vector vector) {
    Set<List<String>> expected = vector.requireGroups();
    return Vector.difference(
        expected,
        PatternReplay.of(policy(vector))
            .groupsThatFire(vector.requireEvents(), vector.requireTime("watermark_end")));
  }

  private static PolicySource policy(Vector vector) {
    var text = new PolicyText("vector");
    ObjectNode absence = text.envelope().putObject("absence");
    absence.put("trigger", "trigger").put("expected", "expected");
    absence.set("by", vector.require("group_by"));
    absence.set("order", vector.require("order"));
    JsonNode within = vector.require("within");
    absence.put("within", within.asText() + (within.isNumber() ? "s" : ""));
    text.rule("trigger", "trigger", literal(vector.require("trigger")));
    text.rule("expected", "expected", literal(vector.require("expected")));
    return text.source();
  }

  /** Equalities: what is a pattern in a rule stands for itself here. */
  private static JsonNode literal(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(PolicyText.literal(value.textValue()));
    }
    if (value instanceof ArrayNode list) {
      ArrayNode literals = JsonNodeFactory.instance.arrayNode();
      list.forEach(each -> literals.add(literal(each)));
      return literals;
    }
    if (value instanceof ObjectNode map) {
      ObjectNode literals = JsonNodeFactory.instance.objectNode();
      map.properties().forEach(each -> literals.set(each.getKey(), literal(each.getValue())));
      return literals;
    }
    return value;
  }
}
