package io.sealstream.policy;

import io.sealstream.policy.envelope.Mode;
import io.sealstream.policy.envelope.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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

  /** All that is in any of them. */
  static PolicyBook together(List<PolicyBook> books, int fields) {
    return new PolicyBook(
        books.stream().flatMap(book -> book.policies().stream()).toList(),
        books.stream().flatMap(book -> book.correlations().stream()).toList(),
        books.stream().flatMap(book -> book.patterns().stream()).toList(),
        books.stream().flatMap(book -> book.warnings().stream()).toList(),
        fields);
  }

  /** Each policy alone, in a book of its own. */
  List<PolicyBook> each() {
    var alone = new ArrayList<PolicyBook>();
    policies.forEach(
        each -> alone.add(new PolicyBook(List.of(each), List.of(), List.of(), List.of(), fields)));
    correlations.forEach(
        each -> alone.add(new PolicyBook(List.of(), List.of(each), List.of(), List.of(), fields)));
    patterns.forEach(
        each -> alone.add(new PolicyBook(List.of(), List.of(), List.of(each), List.of(), fields)));
    return alone;
  }

  /** Which policies these are, of whatever kind, in the order of the kinds. */
  List<PolicyIdentity> identities() {
    return Stream.concat(
            policies.stream().map(CompiledPolicy::identity),
            hitPolicies().stream().map(HitPolicy::identity))
        .toList();
  }

  /** Where they come from, in the same order. */
  List<Charter> charters() {
    return Stream.concat(
            policies.stream().map(CompiledPolicy::charter),
            hitPolicies().stream().map(HitPolicy::charter))
        .toList();
  }

  /** The same on other terms: each on what is made of its own. */
  PolicyBook under(UnaryOperator<Charter> terms) {
    return new PolicyBook(
        policies.stream().map(policy -> policy.under(terms.apply(policy.charter()))).toList(),
        correlations.stream().map(policy -> policy.under(terms.apply(policy.charter()))).toList(),
        patterns.stream().map(policy -> policy.under(terms.apply(policy.charter()))).toList(),
        warnings,
        fields);
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
