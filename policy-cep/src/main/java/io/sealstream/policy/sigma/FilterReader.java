package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads documents with {@code filter}, and reports every problem but those of the selections. As in
 * pySigma the condition is one text, and {@code rules} may also be {@code any} or {@code all}.
 */
final class FilterReader {
  private static final String RULES = "rules";
  private static final RuleLogSource EVERY_LOG = new RuleLogSource(null, null, null);

  private final Problems problems;

  FilterReader(Problems problems) {
    this.problems = problems;
  }

  static boolean isFilter(MappingNode document) {
    return document.getValue().stream()
        .anyMatch(
            entry ->
                entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals("filter"));
  }

  /** Nothing where there are no selections to read. */
  Optional<FilterDocument> read(MappingNode document) {
    int before = problems.errors().size();
    var map = new YamlMap(document, problems);
    requireTitle(map);
    String id = map.text("id");
    Optional<RuleLogSource> logSource =
        map.requiredMap("logsource").map(node -> RuleLogSource.of(new YamlMap(node, problems)));
    Optional<MappingNode> body = map.requiredMap("filter");
    if (body.isEmpty()) {
      return Optional.empty();
    }
    List<Reference> rules = rules(new YamlMap(body.get(), problems));
    boolean sound = problems.errors().size() == before;
    return detection(body.get())
        .map(
            detection ->
                new FilterDocument(
                    document, id, logSource.orElse(EVERY_LOG), rules, detection, sound));
  }

  private void requireTitle(YamlMap map) {
    if (map.text("title") == null) {
      problems.error(map.node(), "the filter has no title");
    }
  }

  private List<Reference> rules(YamlMap body) {
    Optional<Node> value = body.find(RULES);
    boolean names =
        value.isPresent()
            && !Tag.NULL.equals(value.get().getTag())
            && !(value.get() instanceof SequenceNode list && list.getValue().isEmpty());
    if (!names) {
      problems.error(value.orElse(body.node()), "rules must name rules by name or id, or be 'any'");
      return List.of();
    }
    boolean any =
        value.get() instanceof ScalarNode word
            && (word.getValue().equalsIgnoreCase("any") || word.getValue().equalsIgnoreCase("all"));
    return any ? List.of() : CorrelationReader.references(value.get(), RULES, problems);
  }

  private Optional<MappingNode> detection(MappingNode body) {
    Optional<Node> condition = new YamlMap(body, problems).find("condition");
    if (condition.isEmpty()) {
      problems.error(body, "the filter has no condition");
      return Optional.empty();
    }
    if (!(condition.get() instanceof ScalarNode)) {
      problems.error(condition.get(), "the condition of a filter must be one text");
      return Optional.empty();
    }
    List<NodeTuple> others =
        body.getValue().stream()
            .filter(e -> !(e.getKeyNode() instanceof ScalarNode k && k.getValue().equals(RULES)))
            .toList();
    return Optional.of(
        new MappingNode(
            body.getTag(),
            true,
            others,
            body.getFlowStyle(),
            body.getStartMark(),
            body.getEndMark()));
  }
}
