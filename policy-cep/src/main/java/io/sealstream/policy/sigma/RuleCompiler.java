package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Compiles the documents of one file, each a bare Sigma rule. For one thread. */
public final class RuleCompiler {
  private static final Set<String> LOG_SOURCE =
      Set.of("product", "service", "category", "definition");

  private final Naming naming;
  private final Problems problems;

  /**
   * Prepares to compile.
   *
   * @param fields gets the fields that the rules mention
   * @param problems gets what is wrong with the rules
   */
  public RuleCompiler(FieldTable fields, Problems problems) {
    this(Naming.plain(fields), problems);
  }

  /**
   * Prepares to compile.
   *
   * @param naming how names are read; its table gets the fields that the rules mention
   * @param problems gets what is wrong with the rules
   */
  public RuleCompiler(Naming naming, Problems problems) {
    this.naming = naming;
    this.problems = problems;
  }

  /** Nothing where an error was reported. */
  public Optional<SigmaRule> compile(MappingNode document) {
    int before = problems.errors().size();
    var map = new YamlMap(document, problems);
    if (isOfAnotherKind(map)) {
      return Optional.empty();
    }
    DocumentName name = DocumentName.of(map);
    RuleHeader header = new HeaderReader(problems).read(map, name);
    Optional<RuleLogSource> logSource = map.requiredMap("logsource").map(this::logSource);
    Optional<Detection> detection =
        map.requiredMap("detection").flatMap(d -> detection(d, logSource));
    if (problems.errors().size() > before || logSource.isEmpty() || detection.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new SigmaRule(name, header, logSource.get(), detection.get()));
  }

  static boolean isCorrelation(MappingNode document) {
    return document.getValue().stream()
        .anyMatch(
            entry ->
                entry.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("correlation"));
  }

  private boolean isOfAnotherKind(YamlMap map) {
    for (String key : List.of("action")) {
      var value = map.find(key);
      if (value.isPresent()) {
        problems.error(
            value.get(),
            key.equals("action")
                ? "'action' documents are not Sigma 2: write every rule out"
                : "a filter is not supported yet: only rules and correlations are");
        return true;
      }
    }
    return false;
  }

  private Optional<Detection> detection(MappingNode node, Optional<RuleLogSource> logSource) {
    boolean readsOwnFields = logSource.filter(source -> source.product() == null).isPresent();
    return new DetectionCompiler(new FieldScope(naming, readsOwnFields), problems).compile(node);
  }

  private RuleLogSource logSource(MappingNode node) {
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && !LOG_SOURCE.contains(key.getValue())) {
        problems.warning(
            key,
            "logsource is told by product, service and category: "
                + key.getValue()
                + " changes nothing");
      }
    }
    return RuleLogSource.of(new YamlMap(node, problems));
  }
}
