package io.sealstream.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.policy.PolicySource;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.Optional;

/**
 * Correlation rules in Panther's language over the signals of their tests: each test is a vector.
 */
final class PantherPart implements ConformancePart {
  private static final String FOLDER = "conformance";
  private static final String START = "panther-correlation-";

  @Override
  public String name() {
    return "panther-correlation";
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    return pack.names(FOLDER, START, ".json").isEmpty()
        ? Optional.of(FOLDER + "/" + START + "*.json is not there")
        : Optional.empty();
  }

  @Override
  public void run(Pack pack, Score score) {
    for (String name : pack.names(FOLDER, START, ".json")) {
      String file = FOLDER + "/" + name;
      try {
        JsonNode rules = new Vector(Vector.map(pack.json(file), file)).requireList("rules");
        rules.forEach(rule -> run(new Vector(rule), score));
      } catch (UnreadableException e) {
        score.fail(file, "cannot be read: " + e.getMessage());
      }
    }
  }

  private void run(Vector rule, Score score) {
    String id = name() + " " + rule.node().path("rule").asText("?");
    JsonNode tests = rule.node().path("tests");
    if (!tests.isArray()) {
      score.fail(id, "cannot be read: it has no list 'tests'");
      return;
    }
    for (JsonNode test : tests) {
      score.check(id + ": " + test.path("Name").asText("?"), () -> verdict(rule, new Vector(test)));
    }
  }

  private static Optional<String> verdict(Vector rule, Vector test) {
    boolean expected = test.requireBoolean("ExpectedResult");
    PantherRule read = PantherReader.read(rule.require("detection"));
    List<PolicySource> policies = PantherTranslation.policies(read);
    List<AuditEvent> signals = PantherEvents.of(read, test.require("RuleOutputs"));
    boolean came = !PolicyReplay.decisions(policies, signals.stream()).isEmpty();
    return came == expected
        ? Optional.empty()
        : Optional.of("expected " + words(expected) + ", came " + words(came));
  }

  private static String words(boolean finding) {
    return finding ? "a finding" : "none";
  }
}
