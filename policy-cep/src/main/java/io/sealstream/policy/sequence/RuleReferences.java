package io.sealstream.policy.sequence;

import io.sealstream.policy.sigma.RuleBook;
import io.sealstream.policy.yaml.Problems;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Resolves names of rules to their places, and reports those that name none or several. */
record RuleReferences(RuleBook book, Problems problems) {

  /** One name or a list of them, as bits by place. */
  long rules(Node node) {
    List<Node> names = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    if (names.isEmpty()) {
      problems.error(node, "expected the name or id of a rule in this file, or a list of them");
    }
    long rules = 0;
    for (Node name : names) {
      rules |= rule(name);
    }
    return rules;
  }

  private long rule(Node name) {
    if (!(name instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      problems.error(name, "expected the name or id of a rule in this file, or a list of them");
      return 0;
    }
    List<Integer> places = book.places(scalar.getValue());
    if (places.size() == 1) {
      return 1L << places.get(0);
    }
    problems.error(
        name,
        (places.isEmpty() ? "no rule has" : "several rules have")
            + " the name, id or title "
            + scalar.getValue());
    return 0;
  }
}
