package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.policy.PatternReplay;
import io.sealstream.policy.PolicySource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Absences over short lists of events: a trigger, and what is expected after or before it. */
final class AbsencePart implements ConformancePart {
  private static final String FILE = "conformance/absence.json";

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
    Sections.read(pack, FILE, name(), score)
        .ifPresent(sections -> sections.each("vectors", score, AbsencePart::fires));
  }

  private static Optional<String> fires(Vector vector) {
    Set<List<String>> expected = vector.requireGroups();
    return Vector.difference(
        expected,
        PatternReplay.of(policy(vector))
            .groupsThatFire(vector.requireEvents(), vector.requireTime("watermark_end")));
  }

  /** The vector as a policy: YAML takes JSON as it is. */
  private static PolicySource policy(Vector vector) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("apiVersion", "policy/v1").put("id", "vector").put("version", 1);
    envelope.put("title", "Vector").put("owner", "conformance").put("mode", "shadow");
    envelope
        .putObject("absence")
        .put("trigger", "trigger")
        .put("expected", "expected")
        .set("by", vector.requireList("group_by"));
    ObjectNode absence = (ObjectNode) envelope.get("absence");
    absence.set("order", vector.require("order"));
    absence.set("within", vector.require("within"));
    String text =
        String.join(
            "\n---\n",
            envelope.toString(),
            rule("trigger", vector.require("trigger")),
            rule("expected", vector.require("expected")));
    return new PolicySource("vector.yml", text);
  }

  private static String rule(String name, JsonNode equalities) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode().put("title", name).put("name", name);
    rule.putObject("logsource").put("product", "vendor");
    rule.putObject("detection").put("condition", "selection").set("selection", equalities);
    return rule.toString();
  }
}
