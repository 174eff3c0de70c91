package io.sealstream.policy;

import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.DocumentName;
import io.sealstream.policy.sigma.LinkedCorrelation;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.policy.sigma.SigmaDocuments;
import io.sealstream.policy.sigma.SigmaRule;
import io.sealstream.policy.yaml.Problem;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import io.sealstream.policy.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** One run of the compiler: takes file by file. For one thread. */
final class Compilation {
  private static final String DEFAULT_VERSION = "1";

  /** Clocks of audit logs are coarse: events of equal time may have happened in the order asked. */
  private static final boolean TIES_IN_ORDER = true;

  private final FieldTable fields;
  private final List<CompiledPolicy> policies = new ArrayList<>();
  private final List<CompiledCorrelation> correlations = new ArrayList<>();
  private final List<PolicyProblem> errors = new ArrayList<>();
  private final List<PolicyProblem> warnings = new ArrayList<>();

  /** Policy ids that are taken. */
  private final Map<String, PolicySource> sourceById = new HashMap<>();

  /** What all documents of one file share. */
  private record PolicyFile(PolicySource source, String hash, Problems problems) {}

  /** Prepares a run over events that call fields by other names than policies do. */
  Compilation(Map<String, String> fieldNames) {
    this.fields = new FieldTable(fieldNames);
  }

  /** Compiles a file; what is wrong with it is told by {@link #findings}. */
  void add(PolicySource source) {
    var problems = new Problems();
    var file = new PolicyFile(source, sha256(source.text()), problems);
    var documents =
        new SigmaDocuments(
            YamlDocuments.read(source.place(), source.text(), problems), fields, problems);
    for (SigmaRule rule : documents.standaloneRules()) {
      MappingNode node = documents.documentOf(rule);
      var identity = identify(file, rule.name(), rule.header(), node);
      policies.add(new CompiledPolicy(identity, rule));
    }
    for (LinkedCorrelation linked : documents.outermostCorrelations(TIES_IN_ORDER)) {
      MappingNode node = documents.documentOf(linked);
      var identity = identify(file, linked.name(), linked.header(), node);
      var correlation = new CompiledCorrelation(identity, linked);
      correlations.add(correlation);
      reportUnworkable(correlation, node, problems);
    }
    errors.addAll(in(file, problems.errors()));
    warnings.addAll(in(file, problems.warnings()));
  }

  /** What was compiled, complete only where there are no errors, and what is wrong. */
  PolicyFindings findings() {
    var book =
        new PolicyBook(
            policies, correlations, warnings.stream().distinct().sorted().toList(), fields.size());
    Map<String, String> fileById = new HashMap<>();
    sourceById.forEach((id, source) -> fileById.put(id, source.name()));
    return new PolicyFindings(book, errors, fileById);
  }

  /** Bare Sigma is a policy with defaults: without an id it is called like its file. */
  private PolicyIdentity identify(
      PolicyFile file, DocumentName name, RuleHeader header, MappingNode node) {
    String stated = name.id();
    String id = stated == null ? file.source().name() : stated;
    PolicySource other = sourceById.putIfAbsent(id, file.source());
    if (other != null) {
      reportTaken(id, other.place(), node, file.problems());
    }
    return new PolicyIdentity(id, DEFAULT_VERSION, file.hash(), header);
  }

  private static void reportTaken(String id, String other, MappingNode node, Problems problems) {
    new YamlMap(node, problems)
        .find("id")
        .ifPresentOrElse(
            place -> problems.error(place, "policy id " + id + " is already taken by " + other),
            () ->
                problems.error(
                    node,
                    "the rule has no id, and the file's name is already taken by another rule"));
  }

  /** Some plans are right, and yet cost more than a correlator takes upon itself. */
  private static void reportUnworkable(
      CompiledCorrelation correlation, MappingNode node, Problems problems) {
    try {
      var unused = correlation.correlator(Duration.ZERO);
    } catch (IllegalArgumentException e) {
      problems.error(node, String.valueOf(e.getMessage()));
    }
  }

  private static List<PolicyProblem> in(PolicyFile file, List<Problem> problems) {
    return problems.stream()
        .map(p -> new PolicyProblem(file.source().place(), p.line(), p.column(), p.message()))
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
