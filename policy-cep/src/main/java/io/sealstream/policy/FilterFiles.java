package io.sealstream.policy;

import io.sealstream.policy.envelope.EnvelopeReader;
import io.sealstream.policy.sigma.SetFilters;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A set of files, told apart: those that hold filters and nothing else reach the rules of all.
 *
 * @param filters in the order of the set
 * @param policies all others, in the order of the set
 */
record FilterFiles(List<PolicySource> filters, List<PolicySource> policies) {
  FilterFiles {
    filters = List.copyOf(filters);
    policies = List.copyOf(policies);
  }

  static FilterFiles among(List<PolicySource> sources) {
    var filters = new ArrayList<PolicySource>();
    var policies = new ArrayList<PolicySource>();
    for (PolicySource source : sources) {
      (isOfFilters(source) ? filters : policies).add(source);
    }
    return new FilterFiles(filters, policies);
  }

  /** A key is written as it is or with an escape: a file without either is not read twice. */
  private static boolean isOfFilters(PolicySource source) {
    String text = source.text();
    if (!text.contains("filter") && text.indexOf('\\') < 0) {
      return false;
    }
    List<MappingNode> documents = YamlDocuments.read(source.place(), text, new Problems());
    return !documents.isEmpty()
        && documents.stream()
            .allMatch(each -> SetFilters.isFilter(each) && !EnvelopeReader.isEnvelope(each));
  }

  /** Each other file with all that may reach it; where there is none, those of filters. */
  List<List<PolicySource>> apart() {
    if (policies.isEmpty()) {
      return filters.isEmpty() ? List.of() : List.of(filters);
    }
    return policies.stream()
        .map(policy -> Stream.concat(Stream.of(policy), filters.stream()).toList())
        .toList();
  }
}
