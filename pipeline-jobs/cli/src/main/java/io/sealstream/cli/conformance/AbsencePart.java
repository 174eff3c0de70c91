package io.sealstream.cli.conformance;

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

  private static PolicySource policy(Vector vector) {
    var text = new PolicyText("vector");
    ObjectNode absence = text.envelope().putObject("absence");
    absence.put("trigger", "trigger").put("expected", "expected");
    absence.set("by", vector.requireList("group_by"));
    absence.set("order", vector.require("order"));
    absence.set("within", vector.require("within"));
    text.rule("trigger", "trigger", vector.require("trigger"));
    text.rule("expected", "expected", vector.require("expected"));
    return text.source();
  }
}
