package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.CorrelationReplay;
import io.sealstream.policy.CorrelationReplay.Delivered;
import io.sealstream.policy.PolicyCompilationException;
import io.sealstream.policy.PolicySource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Correlations over short lists of events. */
final class CorrelationPart implements ConformancePart {
  private static final String FILE = "conformance/correlation.json";
  private static final String TIES = "expect_fired_groups_ties_allowed";
  private static final Set<String> KNOWN =
      Set.of("type", "policies", "events", "delivery", Vector.FIRED, TIES);

  @Override
  public String name() {
    return "correlation";
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
    sections.each("vectors", score, CorrelationPart::fires);
    sections.nameKeysBut(KNOWN, "vectors", score);
    sections.each("invalid", score, CorrelationPart::isRefused);
    sections.nameAllBut(Set.of("vectors", "invalid"), FILE, score);
  }

  /** In strict order, as packs expect, and once more with ties in order if they expect that too. */
  private static Optional<String> fires(Vector vector) {
    JsonNode policies = vector.requireList("policies");
    List<Delivered> events = vector.requireEvents();
    if (vector.node().has("delivery") && !vector.require("delivery").isTextual()) {
      throw new UnreadableException("'delivery' is no text: events come in the order listed");
    }
    Optional<String> strict = verdict(policies, false, events, vector.requireGroups());
    return strict.isPresent() || !vector.node().has(TIES)
        ? strict
        : verdict(policies, true, events, Vector.groups(vector.require(TIES), TIES))
            .map(what -> "with ties in order: " + what);
  }

  private static Optional<String> isRefused(Vector vector) {
    try {
      var unused = CorrelationReplay.of(file(vector.requireList("policies")), false);
      return Optional.of("expected a refusal, came none");
    } catch (PolicyCompilationException refusal) {
      return Optional.empty();
    }
  }

  static Optional<String> verdict(
      JsonNode policies, boolean tiesInOrder, List<Delivered> events, Set<List<String>> expected) {
    Set<List<String>> came =
        CorrelationReplay.of(file(policies), tiesInOrder).groupsThatFire(events);
    return Vector.difference(expected, came);
  }

  private static PolicySource file(JsonNode policies) {
    var text = new StringBuilder();
    policies.forEach(document -> text.append("---\n").append(document).append('\n'));
    return new PolicySource("policies.yml", text.toString());
  }
}
