package io.sealstream.policy;

import io.sealstream.policy.CompiledPolicy.PolicyIdentity;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.sigma.RuleCompiler;
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

/**
 * Compiles policy files to plans.
 *
 * <p>A file is YAML with one or more Sigma rules. The order of the result is that of the files and
 * of the rules in them. Policies compiled by one call belong together: see {@link
 * PolicyEvaluation}.
 */
public final class PolicyCompiler {
  private static final String DEFAULT_VERSION = "1";

  private PolicyCompiler() {}

  /**
   * Compiles everything or nothing.
   *
   * @throws PolicyCompilationException with every problem of every file
   */
  public static List<CompiledPolicy> compile(List<PolicySource> sources) {
    var errors = new ArrayList<PolicyProblem>();
    var policies = new ArrayList<CompiledPolicy>();
    var fields = new FieldTable();
    Map<String, String> fileById = new HashMap<>();
    for (PolicySource source : sources) {
      var problems = new Problems();
      String hash = sha256(source.text());
      var rules = new RuleCompiler(fields, problems);
      for (MappingNode document : YamlDocuments.read(source.name(), source.text(), problems)) {
        rules
            .compile(document)
            .ifPresent(
                rule -> {
                  var identity =
                      new PolicyIdentity(idOf(rule, source), DEFAULT_VERSION, hash, fields);
                  var warnings = in(source, problems.warnings());
                  var policy = new CompiledPolicy(identity, rule, warnings);
                  policies.add(policy);
                  String other = fileById.putIfAbsent(policy.id(), source.name());
                  if (other != null) {
                    reportTaken(policy, other, document, problems);
                  }
                });
      }
      errors.addAll(in(source, problems.errors()));
    }
    if (!errors.isEmpty()) {
      throw new PolicyCompilationException(errors.stream().sorted().toList());
    }
    return List.copyOf(policies);
  }

  /** A bare Sigma rule is a policy with defaults: without an id it is called like its file. */
  private static String idOf(SigmaRule rule, PolicySource source) {
    String id = rule.id();
    return id == null ? source.name() : id;
  }

  private static List<PolicyProblem> in(PolicySource source, List<Problem> problems) {
    return problems.stream()
        .map(p -> new PolicyProblem(source.name(), p.line(), p.column(), p.message()))
        .toList();
  }

  private static void reportTaken(
      CompiledPolicy policy, String other, MappingNode document, Problems problems) {
    new YamlMap(document, problems)
        .find("id")
        .ifPresentOrElse(
            id -> problems.error(id, "policy id " + policy.id() + " is already taken by " + other),
            () ->
                problems.error(
                    document,
                    "the rule has no id, and the file's name is already taken by another rule"));
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
