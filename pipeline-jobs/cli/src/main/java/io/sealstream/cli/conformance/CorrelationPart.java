package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.CorrelationReplay;
import io.sealstream.policy.CorrelationReplay.Delivered;
import io.sealstream.policy.PolicySource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Correlations over short lists of events. */
final class CorrelationPart implements ConformancePart {
  private static final String FILE = "conformance/correlation.json";

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
    Sections.read(pack, FILE, name(), score)
        .ifPresent(sections -> sections.each("vectors", score, CorrelationPart::fires));
  }

  private static Optional<String> fires(Vector vector) {
    return verdict(
        vector.requireList("policies"), true, vector.requireEvents(), vector.requireGroups());
  }

  static Optional<String> verdict(
      JsonNode policies, boolean tiesInOrder, List<Delivered> events, Set<List<String>> expected) {
    var text = new StringBuilder();
    policies.forEach(document -> text.append("---\n").append(document).append('\n'));
    var file = new PolicySource("policies.yml", text.toString());
    Set<List<String>> came = CorrelationReplay.of(file, tiesInOrder).groupsThatFire(events);
    return Vector.difference(expected, came);
  }
}
