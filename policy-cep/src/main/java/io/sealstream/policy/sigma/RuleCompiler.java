package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Compiles the documents of one file, each a bare Sigma rule. For one thread. */
public final class RuleCompiler {
  private static final Set<String> LEVELS =
      Set.of("informational", "low", "medium", "high", "critical");
  private static final String DEFAULT_LEVEL = "medium";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final FieldTable fields;
  private final Problems problems;

  /**
   * Prepares to compile.
   *
   * @param fields gets the fields that the rules mention
   * @param problems gets what is wrong with the rules
   */
  public RuleCompiler(FieldTable fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** Nothing where an error was reported. */
  public Optional<SigmaRule> compile(MappingNode document) {
    int before = problems.errors().size();
    var map = new YamlMap(document, problems);
    if (isOfAnotherKind(map)) {
      return Optional.empty();
    }
    String id = map.text("id");
    RuleHeader header = header(map, id);
    Optional<RuleLogSource> logSource = map.requiredMap("logsource").map(this::logSource);
    Optional<Detection> detection =
        map.requiredMap("detection")
            .flatMap(d -> new DetectionCompiler(fields, problems).compile(d));
    if (problems.errors().size() > before || logSource.isEmpty() || detection.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new SigmaRule(id, header, logSource.get(), detection.get()));
  }

  private boolean isOfAnotherKind(YamlMap map) {
    for (String key : List.of("correlation", "filter", "action")) {
      var value = map.find(key);
      if (value.isPresent()) {
        problems.error(
            value.get(),
            key.equals("action")
                ? "'action' documents are not Sigma 2: write every rule out"
                : "a " + key + " is not supported yet: only rules over single events are");
        return true;
      }
    }
    return false;
  }

  private RuleHeader header(YamlMap map, @Nullable String id) {
    boolean isUuid = id != null && UUID.matcher(id).matches();
    if (id != null && !isUuid) {
      map.find("id").ifPresent(node -> problems.warning(node, "Sigma expects a UUID as id"));
    }
    String link = map.text("link");
    return new RuleHeader(
        map.requiredText("title"),
        level(map),
        map.texts("tags"),
        map.text("author"),
        link == null && isUuid ? "urn:uuid:" + id : link,
        map.texts("references"),
        map.text("description"),
        map.texts("falsepositives"));
  }

  private String level(YamlMap map) {
    String level = map.text("level");
    if (level == null) {
      return DEFAULT_LEVEL;
    }
    if (!LEVELS.contains(level)) {
      map.find("level")
          .ifPresent(
              node ->
                  problems.error(
                      node, "level must be informational, low, medium, high or critical"));
    }
    return level;
  }

  private RuleLogSource logSource(MappingNode node) {
    var map = new YamlMap(node, problems);
    return new RuleLogSource(map.text("product"), map.text("service"), map.text("category"));
  }
}
