package io.sealstream.policy.sigma;

import io.sealstream.policy.yaml.DocumentTexts;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * A file as correlations of other files see it.
 *
 * @param place the file as problems show it
 * @param documents its rules and correlations
 * @param isMapped whether its envelope maps fields, so that its documents mean something else in
 *     another file
 */
public record RuleFile(
    String place, DocumentTexts texts, List<MappingNode> documents, boolean isMapped) {
  public RuleFile {
    documents = List.copyOf(documents);
  }
}
