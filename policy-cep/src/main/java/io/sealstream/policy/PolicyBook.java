package io.sealstream.policy;

import io.sealstream.policy.envelope.Mode;
import java.util.List;

/**
 * Policies that were compiled together, and therefore run together. Immutable.
 *
 * @param policies those over single events, in the order of the files and of the rules in them
 * @param correlations those over several events, in the same order
 * @param warnings what is not wrong but probably not meant, sorted by place
 * @param fields how many fields all of them mention
 */
public record PolicyBook(
    List<CompiledPolicy> policies,
    List<CompiledCorrelation> correlations,
    List<PolicyProblem> warnings,
    int fields) {
  public PolicyBook {
    policies = List.copyOf(policies);
    correlations = List.copyOf(correlations);
    warnings = List.copyOf(warnings);
  }

  /** How many policies there are, of either kind. */
  public int size() {
    return policies.size() + correlations.size();
  }

  /** Those that are not disabled. */
  PolicyBook enabled() {
    return new PolicyBook(
        policies.stream().filter(p -> p.terms().mode().kind() != Mode.Kind.DISABLED).toList(),
        correlations.stream().filter(c -> c.terms().mode().kind() != Mode.Kind.DISABLED).toList(),
        warnings,
        fields);
  }
}
