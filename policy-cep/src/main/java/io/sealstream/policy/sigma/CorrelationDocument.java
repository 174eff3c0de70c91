package io.sealstream.policy.sigma;

import io.sealstream.policy.plan.Condition.Bounds;
import io.sealstream.policy.plan.Correlation.Kind;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A Sigma correlation as its document states it: the names in it are not resolved yet.
 *
 * @param aliases by the name that {@code group-by} uses
 * @param generate whether the rules it refers to are policies of their own too
 */
record CorrelationDocument(
    MappingNode node,
    DocumentName name,
    RuleHeader header,
    Kind kind,
    List<Reference> rules,
    List<Reference> groupBy,
    Map<String, Alias> aliases,
    long timespanMillis,
    Stated condition,
    boolean generate) {

  CorrelationDocument {
    rules = List.copyOf(rules);
    groupBy = List.copyOf(groupBy);
    aliases = Map.copyOf(aliases);
  }

  /** A name, and where it stands. */
  record Reference(String text, Node place) {}

  /** A field that has another name in each rule. */
  record Alias(Node place, Map<String, Reference> fieldByRule) {
    Alias {
      fieldByRule = Map.copyOf(fieldByRule);
    }
  }

  /** What the document demands. */
  sealed interface Stated {
    /** A number within bounds; of the fields, where the kind computes over values. */
    record OfNumber(Bounds bounds, List<Reference> fields) implements Stated {
      public OfNumber {
        fields = List.copyOf(fields);
      }
    }

    /** Which of the rules occur, as a text. */
    record OfRules(ScalarNode text) implements Stated {}

    /** Every rule occurs. */
    record EveryRule() implements Stated {}
  }
}
