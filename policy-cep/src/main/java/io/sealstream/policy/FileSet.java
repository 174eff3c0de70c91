package io.sealstream.policy;

import io.sealstream.policy.envelope.EnvelopeReader;
import io.sealstream.policy.sigma.RuleFile;
import io.sealstream.policy.sigma.SetFilters;
import io.sealstream.policy.sigma.SetRules;
import io.sealstream.policy.yaml.DocumentTexts;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import io.sealstream.policy.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A set of files, told apart: those that hold filters and nothing else reach the rules of all.
 *
 * @param filters in the order of the set
 * @param policies all others, in the order of the set
 * @param lent those that are no policies of the set, and whose rules may be named
 */
record FileSet(List<PolicySource> filters, List<PolicySource> policies, List<PolicySource> lent) {
  FileSet {
    filters = List.copyOf(filters);
    policies = List.copyOf(policies);
    lent = List.copyOf(lent);
  }

  static FileSet among(List<PolicySource> sources) {
    var filters = new ArrayList<PolicySource>();
    var policies = new ArrayList<PolicySource>();
    var lent = new ArrayList<PolicySource>();
    for (PolicySource source : sources) {
      (source.lent() ? lent : isOfFilters(source) ? filters : policies).add(source);
    }
    return new FileSet(filters, policies, lent);
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

  /** Each policy with all that may reach it or be named in it; where there is none, the filters. */
  List<List<PolicySource>> apart() {
    if (policies.isEmpty()) {
      return filters.isEmpty() ? List.of() : List.of(filters);
    }
    return policies.stream()
        .map(
            policy ->
                Stream.of(Stream.of(policy), filters.stream(), lentTo(policy))
                    .flatMap(Function.identity())
                    .toList())
        .toList();
  }

  private Stream<PolicySource> lentTo(PolicySource policy) {
    return policies.stream().filter(other -> !other.equals(policy)).map(PolicySource::asLent);
  }

  /** What correlations of the policies may name. */
  SetRules rules() {
    return new SetRules(
        () -> Stream.concat(policies.stream(), lent.stream()).map(FileSet::ruleFile).toList());
  }

  /** What is wrong with a file is told where it is compiled itself. */
  private static RuleFile ruleFile(PolicySource source) {
    String text = DocumentTexts.inLines(source.text()); // as it stands behind what takes it
    var unheard = new Problems();
    List<MappingNode> documents = YamlDocuments.read(source.place(), text, unheard);
    return new RuleFile(
        source.place(),
        DocumentTexts.of(text),
        documents.stream()
            .filter(each -> !EnvelopeReader.isEnvelope(each) && !SetFilters.isFilter(each))
            .toList(),
        documents.stream()
            .filter(EnvelopeReader::isEnvelope)
            .anyMatch(each -> new YamlMap(each, unheard).find("fields").isPresent()));
  }
}
