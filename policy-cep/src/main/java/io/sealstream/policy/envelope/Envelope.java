package io.sealstream.policy.envelope;

import io.sealstream.policy.sigma.Naming;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * The first document of a policy file, {@code apiVersion: policy/v1}, read. Immutable.
 *
 * @param node where it stands, for messages
 * @param version a whole number, as text
 * @param naming how the file's Sigma documents, and the exceptions, read their names
 * @param dedup null where there is none
 * @param sequence as it stands; null where there is none
 * @param absence as it stands; null where there is none
 */
public record Envelope(
    MappingNode node,
    String id,
    String version,
    Terms terms,
    Overlay overlay,
    Governance governance,
    Naming naming,
    @Nullable Dedup dedup,
    Timing timing,
    List<PolicyTest> tests,
    @Nullable MappingNode sequence,
    @Nullable MappingNode absence) {

  /** The value of {@code apiVersion}. */
  public static final String API_VERSION = "policy/v1";

  public Envelope {
    tests = List.copyOf(tests);
  }

  /** The envelope's own finding, where it is no Sigma document. */
  public Optional<MappingNode> ownFinding() {
    return Optional.ofNullable(sequence == null ? absence : sequence);
  }
}
