package io.sealstream.policy;

import io.sealstream.policy.CompiledPolicy.PolicyIdentity;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.policy.yaml.Problem;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import io.sealstream.policy.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** One run of the compiler over files that belong together. For one run and one thread. */
final class Examination {
  private static final String DEFAULT_VERSION = "1";

  private final FieldTable fields;
  private final boolean acceptsCorrelations;
  private final List<PolicyProblem> errors = new ArrayList<>();
  private final List<PolicyProblem> warnings = new ArrayList<>();
  private final List<CompiledPolicy> policies = new ArrayList<>();

  /** Policy ids that are taken, and where problems shall say they are. */
  private final Map<String, PolicySource> sourceById = new HashMap<>();

  /**
   * Prepares a run.
   *
   * @param acceptsCorrelations whether files may hold them: no job runs them yet
   */
  Examination(FieldTable fields, boolean acceptsCorrelations) {
    this.fields = fields;
    this.acceptsCorrelations = acceptsCorrelations;
  }

  PolicyFindings of(List<PolicySource> sources) {
    sources.forEach(this::examine);
    Map<String, String> fileById = new HashMap<>();
    sourceById.forEach((id, source) -> fileById.put(id, source.name()));
    return new PolicyFindings(policies, errors, warnings, fileById);
  }

  private void examine(PolicySource source) {
    var problems = new Problems();
    List<MappingNode> read = YamlDocuments.read(source.place(), source.text(), problems);
    var documents = new SigmaDocuments(accepted(read, problems), fields, problems);
    // Linking is what finds the errors; nobody runs the result yet.
    var unused = documents.outermostCorrelations(true);
    List<PolicyProblem> doubts = in(source, problems.warnings());
    String hash = sha256(source.text());
    for (SigmaRule rule : policiesOf(documents)) {
      String id = idOf(rule, source);
      if (isFree(id, source, documents.documentOf(rule), problems)) {
        var identity = new PolicyIdentity(id, DEFAULT_VERSION, hash, fields);
        policies.add(new CompiledPolicy(identity, rule, doubts));
      }
    }
    errors.addAll(in(source, problems.errors()));
    warnings.addAll(doubts);
  }

  private List<MappingNode> accepted(List<MappingNode> documents, Problems problems) {
    if (acceptsCorrelations) {
      return documents;
    }
    var accepted = new ArrayList<MappingNode>();
    for (MappingNode document : documents) {
      new YamlMap(document, problems)
          .find("correlation")
          .ifPresentOrElse(
              correlation ->
                  problems.error(
                      correlation,
                      "a correlation is not supported yet: only rules over single events are"),
              () -> accepted.add(document));
    }
    return accepted;
  }

  /** A rule that a correlation uses is no policy of its own, unless the correlation says so. */
  private static List<SigmaRule> policiesOf(SigmaDocuments documents) {
    return documents.standaloneRules();
  }

  /** A bare Sigma rule is a policy with defaults: without an id it is called like its file. */
  private static String idOf(SigmaRule rule, PolicySource source) {
    String id = rule.id();
    return id == null ? source.name() : id;
  }

  private boolean isFree(String id, PolicySource source, MappingNode document, Problems problems) {
    PolicySource other = sourceById.putIfAbsent(id, source);
    if (other == null) {
      return true;
    }
    new YamlMap(document, problems)
        .find("id")
        .ifPresentOrElse(
            node ->
                problems.error(node, "policy id " + id + " is already taken by " + other.place()),
            () ->
                problems.error(
                    document,
                    "the rule has no id, and the file's name is already taken by another rule"));
    return false;
  }

  private static List<PolicyProblem> in(PolicySource source, List<Problem> problems) {
    return problems.stream()
        .map(p -> new PolicyProblem(source.place(), p.line(), p.column(), p.message()))
        .toList();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
