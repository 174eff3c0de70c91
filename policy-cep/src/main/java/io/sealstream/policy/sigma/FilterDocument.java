package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.yaml.Problems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A Sigma filter as its document states it. What its selections mean depends on the names of the
 * file whose rules it narrows.
 *
 * @param id null where it states none
 * @param rules the rules it names; empty for any
 * @param detection its selections and its condition
 * @param sound whether all but those is right: else it narrows nothing
 */
record FilterDocument(
    MappingNode node,
    @Nullable String id,
    RuleLogSource logSource,
    List<Reference> rules,
    MappingNode detection,
    boolean sound) {
  FilterDocument {
    rules = List.copyOf(rules);
  }

  boolean ofAnyRule() {
    return rules.isEmpty();
  }

  /** What the filter demands of an event; nothing where an error was reported. */
  Optional<Detection> detection(Naming naming, Problems problems) {
    return new DetectionCompiler(new FieldScope(naming, false), problems).compile(detection);
  }
}
