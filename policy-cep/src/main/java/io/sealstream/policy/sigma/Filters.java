package io.sealstream.policy.sigma;

import io.sealstream.policy.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * The filters (Sigma filters, specification 2.0) that narrow the rules of one file: its own, which
 * reach no other file, and then those of the set that reach one of its rules, as if they were
 * written behind it. Each has a condition of its own, which must hold as well. Names of selections
 * are the filter's own. For one file and one thread.
 */
final class Filters {
  private static final String ELSEWHERE =
      ": rules of other files are reached from a file that holds filters only";

  private final Naming naming;
  private final List<Filter> own = new ArrayList<>();
  private final List<MappingNode> others = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();

  /**
   * Reads the filters among documents.
   *
   * @param naming how names are read
   * @param problems gets what is wrong
   */
  Filters(List<MappingNode> documents, Naming naming, Problems problems) {
    this.naming = naming;
    var reader = new FilterReader(problems);
    for (MappingNode document : documents) {
      if (FilterReader.isFilter(document)) {
        reader.read(document).map(read -> new Filter(read, problems)).ifPresent(own::add);
      } else {
        others.add(document);
      }
    }
    for (Filter filter : own) {
      // Idle or not, what is wrong with it is told.
      var unused = filter.detection(naming);
    }
  }

  /** The documents that are no filters, in their order. */
  List<MappingNode> others() {
    return others;
  }

  /** The texts of the set's filters that reached a rule of the file, in their order. */
  List<String> texts() {
    return texts;
  }

  /**
   * All rules of the file, each narrowed by every filter that reaches it; and warns of idle ones.
   */
  List<SigmaRule> narrow(List<SigmaRule> rules, SetFilters set) {
    SortedMap<String, Filter> reaching = set.reaching(rules);
    texts.addAll(reaching.keySet());
    var all = new ArrayList<Filter>(own);
    all.addAll(reaching.values());
    List<SigmaRule> narrowed = rules.stream().map(rule -> narrow(rule, all)).toList();
    reportIds(set);
    own.forEach(filter -> filter.reportIdle("the file", ELSEWHERE));
    return narrowed;
  }

  private SigmaRule narrow(SigmaRule rule, List<Filter> filters) {
    SigmaRule narrowed = rule;
    for (int i = 0; i < filters.size(); i++) {
      Filter filter = filters.get(i);
      Optional<Detection> detection =
          filter.reaches(rule) ? filter.detection(naming) : Optional.empty();
      if (detection.isPresent()) {
        SigmaRule before = narrowed;
        narrowed = narrowed.and(detection.get(), "filter " + (i + 1) + "/");
        if (narrowed.isHopeless() && !before.isHopeless() && !isHopeless(detection.get())) {
          filter.warnOfNothingLeft(rule);
        }
      }
    }
    return narrowed;
  }

  /** That it contradicts itself is told where it does. */
  private static boolean isHopeless(Detection filter) {
    return Certainty.of(filter, false) == Certainty.NEVER;
  }

  private void reportIds(SetFilters set) {
    Set<String> ids = new HashSet<>();
    for (Filter filter : own) {
      String id = filter.id();
      if (id != null) {
        set.placeOf(id).ifPresent(filter::reportTaken);
        if (!ids.add(id.toLowerCase(Locale.ROOT))) {
          filter.warnOfRepeatedId();
        }
      }
    }
  }
}
