package io.sealstream.policy;

import io.sealstream.policy.envelope.Mode;
import io.sealstream.policy.envelope.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Policies that were compiled together, and therefore run together. Immutable.
 *
 * @param policies those over single events, in the order of the files and of the rules in them
 * @param correlations those over several events, in the same order
 * @param patterns the sequences and absences, in the same order
 * @param warnings what is not wrong but probably not meant, sorted by place
 * @param fields how many fields all of them mention
 */
public record PolicyBook(
    List<CompiledPolicy> policies,
    List<CompiledCorrelation> correlations,
    List<CompiledPattern> patterns,
    List<PolicyProblem> warnings,
    int fields) {
  public PolicyBook {
    policies = List.copyOf(policies);
    correlations = List.copyOf(correlations);
    patterns = List.copyOf(patterns);
    warnings = List.copyOf(warnings);
  }

  /** How many policies there are, of either kind. */
  public int size() {
    return policies.size() + correlations.size() + patterns.size();
  }

  /** All those over several events. */
  List<HitPolicy> hitPolicies() {
    var all = new ArrayList<HitPolicy>(correlations);
    all.addAll(patterns);
    return all;
  }

  /** Those that are not disabled. */
  PolicyBook enabled() {
    return new PolicyBook(
        policies.stream().filter(policy -> isEnabled(policy.terms())).toList(),
        correlations.stream().filter(policy -> isEnabled(policy.terms())).toList(),
        patterns.stream().filter(policy -> isEnabled(policy.terms())).toList(),
        warnings,
        fields);
  }

  private static boolean isEnabled(Terms terms) {
    return terms.mode().kind() != Mode.Kind.DISABLED;
  }
}
