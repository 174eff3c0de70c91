package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A Sigma filter as its document states it.
 *
 * @param rules the rules it names; empty for any
 */
record FilterDocument(
    MappingNode node, RuleLogSource logSource, List<Reference> rules, Detection detection) {
  FilterDocument {
    rules = List.copyOf(rules);
  }

  boolean ofAnyRule() {
    return rules.isEmpty();
  }
}
