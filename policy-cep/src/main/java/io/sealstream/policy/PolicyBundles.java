package io.sealstream.policy;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.SetRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Policies as they are published: each whole in itself, with the rules of other files that it
 * names, and the filters of other files that reach it, at the end of its own text. What a bundle
 * decides, and its hash, are those of the policy in its set.
 *
 * @param policies in the order of the files; one that needs no other file is its file
 * @param warnings what is doubtful about the filters' files, first of all those that reach no rule
 */
public record PolicyBundles(List<PolicySource> policies, List<PolicyProblem> warnings) {
  public PolicyBundles {
    policies = List.copyOf(policies);
    warnings = List.copyOf(warnings);
  }

  /**
   * Bundles a set of files. Several may be versions of one policy.
   *
   * @throws PolicyCompilationException with every problem of every file; and where there are
   *     filters alone, which nobody could publish
   */
  public static PolicyBundles of(List<PolicySource> sources) {
    var files = FileSet.among(sources);
    SetRules rules = files.rules();
    List<Bundle> bundles =
        files.policies().stream().map(policy -> Bundle.of(policy, files.filters(), rules)).toList();
    if (files.filters().isEmpty() && bundles.stream().noneMatch(Bundle::isWider)) {
      return new PolicyBundles(sources, List.of());
    }
    List<PolicyProblem> errors =
        bundles.stream().flatMap(each -> each.findings().errors().stream()).distinct().toList();
    if (bundles.isEmpty()) {
      errors = withoutRules(files.filters());
    }
    if (!errors.isEmpty()) {
      throw new PolicyCompilationException(errors);
    }
    return new PolicyBundles(
        bundles.stream().map(Bundle::policy).toList(), ofAll(bundles, files.filters()));
  }

  private static List<PolicyProblem> withoutRules(List<PolicySource> filters) {
    var problems = new ArrayList<PolicyProblem>(PolicyCompiler.examine(filters).errors());
    for (PolicySource filter : filters) {
      problems.add(
          new PolicyProblem(
              filter.place(),
              1,
              1,
              "filters are no policy: publish the rule together with its filters, as in"
                  + " policy publish RULE FILTER"));
    }
    return problems;
  }

  /** A filter does nothing where every policy says so. */
  private static List<PolicyProblem> ofAll(List<Bundle> bundles, List<PolicySource> filters) {
    Set<String> places = filters.stream().map(PolicySource::place).collect(Collectors.toSet());
    return bundles.get(0).findings().warnings().stream()
        .filter(warning -> places.contains(warning.file()))
        .filter(
            warning -> bundles.stream().allMatch(b -> b.findings().warnings().contains(warning)))
        .toList();
  }

  /** A policy with what its compiler says, and whether its file is not the whole of it. */
  private record Bundle(PolicySource policy, boolean isWider, PolicyFindings findings) {
    private static Bundle of(PolicySource policy, List<PolicySource> filters, SetRules rules) {
      var compilation = new Compilation(new FieldTable(), rules);
      filters.forEach(compilation::addFilters);
      String whole = compilation.add(policy);
      boolean isWider = !whole.equals(policy.text());
      return new Bundle(policy.with(whole), isWider, compilation.findings());
    }
  }
}
