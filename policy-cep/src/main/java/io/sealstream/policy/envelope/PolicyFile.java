package io.sealstream.policy.envelope;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.Naming;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The documents of a policy file: an envelope, where it has one, and Sigma's. Without an envelope
 * each finding of the file is a policy with defaults; an envelope governs exactly one.
 *
 * @param naming how the parts read their names
 */
public record PolicyFile(Optional<Envelope> envelope, List<MappingNode> parts, Naming naming) {
  private static final String BARE_VERSION = "1";

  public PolicyFile {
    parts = List.copyOf(parts);
  }

  /**
   * Splits a file. Where its envelope is wrong, which is reported, it has none, and the parts are
   * still those behind it.
   *
   * @param fields gets the fields that exceptions mention
   */
  public static PolicyFile of(List<MappingNode> documents, FieldTable fields, Problems problems) {
    var reader = new EnvelopeReader(fields, problems);
    Optional<Envelope> envelope = Optional.empty();
    var parts = new ArrayList<MappingNode>();
    for (int i = 0; i < documents.size(); i++) {
      MappingNode document = documents.get(i);
      if (!EnvelopeReader.isEnvelope(document)) {
        parts.add(document);
      } else if (i == 0) {
        envelope = reader.read(document);
      } else {
        problems.error(
            document,
            EnvelopeReader.isEnvelope(documents.get(0))
                ? "a file has one envelope: write another file"
                : "an envelope must be the first document of its file");
      }
    }
    return new PolicyFile(envelope, parts, reader.naming());
  }

  /** The envelope's id; in a bare file the finding's own, else the file's name. */
  public String idOf(@Nullable String stated, String fileName) {
    return envelope.map(Envelope::id).orElse(stated == null ? fileName : stated);
  }

  /** The envelope's version, {@code 1} in a bare file. */
  public String version() {
    return envelope.map(Envelope::version).orElse(BARE_VERSION);
  }

  /** On which terms the file's findings count. */
  public Terms terms() {
    return envelope.map(Envelope::terms).orElse(Terms.BARE);
  }

  /** Whether the file's finding is a sequence or an absence. */
  public boolean hasOwnFinding() {
    return envelope.flatMap(Envelope::ownFinding).isPresent();
  }

  /** Whether events of equal time satisfy an order. */
  public boolean tiesInOrder() {
    return envelope.map(e -> e.timing().tiesInOrder()).orElse(true);
  }

  /** The envelope's {@code dedup}, where it stands. */
  public Optional<Node> dedup(Problems problems) {
    return envelope.flatMap(e -> new YamlMap(e.node(), problems).find("dedup"));
  }

  /** The fields that the envelope's {@code dedup} names; none where it stands for the group. */
  public List<String> dedupBy() {
    return envelope.map(Envelope::dedup).map(Dedup::by).orElse(List.of());
  }

  /** Reports a dedup by anything but the group: other groups are decided elsewhere. */
  public void requireDedupBy(List<String> groupNames, Problems problems) {
    List<String> by = dedupBy();
    if (!by.isEmpty() && !Set.copyOf(by).equals(Set.copyOf(groupNames))) {
      dedup(problems)
          .ifPresent(
              node ->
                  problems.error(
                      node,
                      "dedup is by the fields of group-by, "
                          + String.join(", ", groupNames)
                          + ", which is also what leaving 'by' out means"));
    }
  }

  /** What violations shall say of a finding. */
  public RuleHeader over(RuleHeader header) {
    return envelope.map(e -> e.overlay().over(header)).orElse(header);
  }

  /** Who answers for the file's findings. */
  public Governance governance() {
    return envelope.map(Envelope::governance).orElse(Governance.NONE);
  }

  /** The document that says the id of a finding. */
  public MappingNode identifying(MappingNode finding) {
    return envelope.map(Envelope::node).orElse(finding);
  }

  /**
   * Reports an envelope that does not govern exactly one finding. Where something else is wrong
   * with the file its findings cannot be counted.
   *
   * @param titles of the file's findings: its rules that are policies of their own, and its
   *     outermost correlations
   */
  public void requireOneFinding(List<String> titles, Problems problems) {
    if (envelope.isEmpty()) {
      return;
    }
    Envelope governs = envelope.get();
    if (titles.size() != 1 && problems.errors().isEmpty()) {
      problems.error(
          governs.node(),
          "an envelope governs one rule or one outermost correlation of its file, or has a sequence or an absence; found "
              + (titles.isEmpty() ? "none" : titles.size() + ": " + String.join(", ", titles)));
    }
  }
}
