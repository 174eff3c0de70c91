package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.ConditionParser.SyntaxException;
import io.sealstream.policy.sigma.Detection.Selection;
import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Compiles the {@code detection} of a rule. Reports every problem it finds, then gives nothing. */
final class DetectionCompiler {
  private final FieldScope fields;
  private final SearchCompiler searches;
  private final Problems problems;

  DetectionCompiler(FieldScope fields, Problems problems) {
    this.fields = fields;
    this.searches = new SearchCompiler(fields, problems);
    this.problems = problems;
  }

  Optional<Detection> compile(MappingNode detection) {
    int before = problems.errors().size();
    var selections = new ArrayList<Selection>();
    var places = new ArrayList<Node>();
    Node condition = null;
    for (NodeTuple entry : detection.getValue()) {
      String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      switch (name) {
        case "" -> problems.error(entry.getKeyNode(), "expected the name of a selection");
        case "condition" -> condition = entry.getValueNode();
        case "timeframe" ->
            problems.warning(
                entry.getKeyNode(),
                "timeframe changes nothing: it belonged to aggregations, which are correlations now");
        default -> {
          places.add(entry.getKeyNode());
          selections.add(
              new Selection(
                  name, searches.compile(entry.getValueNode()).orElse(new Search.Any(List.of()))));
        }
      }
    }
    if (condition == null) {
      problems.error(detection, "detection has no condition");
      return Optional.empty();
    }
    Expression expression = condition(condition, selections, places);
    if (problems.errors().size() > before) {
      return Optional.empty();
    }
    var compiled = new Detection(selections, expression);
    doubt(compiled, condition);
    return Optional.of(compiled);
  }

  private void doubt(Detection detection, Node condition) {
    switch (Certainty.of(detection, fields.ownOnly())) {
      case NEVER ->
          problems.warning(condition, "no event can match: the condition contradicts itself");
      case ALWAYS -> problems.warning(condition, "every event of the log source matches");
      case OPEN -> {
        // What a rule should be.
      }
    }
  }

  /** A list of conditions means any of them. */
  private Expression condition(Node node, List<Selection> selections, List<Node> places) {
    List<String> names = selections.stream().map(Selection::name).toList();
    int before = problems.errors().size();
    var used = new TreeSet<Integer>();
    var parts = new ArrayList<Expression>();
    List<Node> conditions = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    for (Node each : conditions) {
      boolean isText = each instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL);
      if (!isText) {
        problems.error(each, "expected a condition over selections");
        continue;
      }
      var parser = new ConditionParser(((ScalarNode) each).getValue(), names);
      try {
        parts.add(parser.parse());
      } catch (SyntaxException e) {
        problems.error(each, e.offset(), String.valueOf(e.getMessage()));
      }
      used.addAll(parser.used());
    }
    if (conditions.isEmpty()) {
      problems.error(node, "expected a condition over selections");
    }
    boolean readable = problems.errors().size() == before;
    for (int i = 0; i < names.size(); i++) {
      if (readable && !used.contains(i)) {
        problems.warning(places.get(i), "the condition does not use selection " + names.get(i));
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.Or(parts);
  }
}
