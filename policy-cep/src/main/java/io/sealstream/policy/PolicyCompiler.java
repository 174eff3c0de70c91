package io.sealstream.policy;

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
      var problems = new Problems(source.name());
      String hash = sha256(source.text());
      for (MappingNode document : YamlDocuments.read(source, problems)) {
        new RuleCompiler(source, hash, fields, problems)
            .compile(document)
            .ifPresent(
                policy -> {
                  policies.add(policy);
                  String other = fileById.putIfAbsent(policy.id(), source.name());
                  if (other != null) {
                    reportTaken(policy, other, document, problems);
                  }
                });
      }
      errors.addAll(problems.errors());
    }
    if (!errors.isEmpty()) {
      throw new PolicyCompilationException(errors.stream().sorted().toList());
    }
    return List.copyOf(policies);
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
