package io.sealstream.policy.sigma;

import io.sealstream.policy.sigma.CorrelationDocument.Reference;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * The filters of one file (Sigma filters, specification 2.0): each narrows rules of that file by a
 * condition of its own, which must hold as well. Names of selections are the filter's own. For one
 * file and one thread.
 */
public final class Filters {
  private final Problems problems;
  private final List<FilterDocument> filters = new ArrayList<>();
  private final List<MappingNode> others = new ArrayList<>();
  private final Set<Reference> found = new HashSet<>();
  private final Set<FilterDocument> applied = new HashSet<>();

  /**
   * Compiles the filters among documents.
   *
   * @param naming how names are read
   * @param problems gets what is wrong
   */
  public Filters(List<MappingNode> documents, Naming naming, Problems problems) {
    this.problems = problems;
    var reader = new FilterReader(naming, problems);
    for (MappingNode document : documents) {
      if (new YamlMap(document, problems).find("filter").isPresent()) {
        reader.read(document).ifPresent(filters::add);
      } else {
        others.add(document);
      }
    }
  }

  /** The documents that are no filters, in their order. */
  public List<MappingNode> others() {
    return others;
  }

  /** The rule, narrowed by every filter that names it, or any, and whose log source agrees. */
  public SigmaRule apply(SigmaRule rule) {
    SigmaRule narrowed = rule;
    for (int i = 0; i < filters.size(); i++) {
      FilterDocument filter = filters.get(i);
      if (isNamed(filter, rule) && filter.logSource().contains(rule.logSource())) {
        applied.add(filter);
        narrowed =
            new SigmaRule(
                rule.name(),
                rule.header(),
                rule.logSource(),
                narrowed.detection().and(filter.detection(), "filter " + (i + 1) + "/"));
      }
    }
    return narrowed;
  }

  private boolean isNamed(FilterDocument filter, SigmaRule rule) {
    boolean named = filter.ofAnyRule();
    for (Reference reference : filter.rules()) {
      if (rule.name().is(reference.text())) {
        found.add(reference);
        named = true;
      }
    }
    return named;
  }

  /** Warns of filters that do nothing. To be called when every rule has been applied to. */
  public void reportIdle() {
    for (FilterDocument filter : filters) {
      boolean known = true;
      for (Reference reference : filter.rules()) {
        if (!found.contains(reference)) {
          known = false;
          problems.warning(
              reference.place(), "no rule of the file has the name or id " + reference.text());
        }
      }
      if (known && !applied.contains(filter)) {
        problems.warning(
            filter.node(),
            "the filter applies to no rule: its logsource is not that of any it means");
      }
    }
  }
}
