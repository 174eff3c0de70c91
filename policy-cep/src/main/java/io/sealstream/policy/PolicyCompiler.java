package io.sealstream.policy;

import io.sealstream.policy.event.FieldTable;
import java.util.List;
import java.util.Map;

/**
 * Compiles policy files to plans.
 *
 * <p>A file is YAML with one or more Sigma rules and correlations; an envelope before them governs
 * one. Correlations refer to rules of their own file, or else of another that is compiled with it.
 * A file with nothing but Sigma filters is no policy: it narrows rules of all files that are
 * compiled with it. The order of the result is that of the files and of the documents in them.
 */
public final class PolicyCompiler {

  private PolicyCompiler() {}

  /**
   * Compiles everything or nothing.
   *
   * @throws PolicyCompilationException with every problem of every file
   */
  public static PolicyBook compile(List<PolicySource> sources) {
    return compile(sources, new FieldTable());
  }

  /** The same, to run together with others that have the same fields. */
  static PolicyBook compile(List<PolicySource> sources, FieldTable fields) {
    var files = FileSet.among(sources);
    PolicyFindings findings = findings(files, new Compilation(fields, files.rules()));
    if (!findings.errors().isEmpty()) {
      throw new PolicyCompilationException(findings.errors());
    }
    return findings.book();
  }

  /** Says what is wrong or doubtful, and never throws for what a file holds. */
  public static PolicyFindings examine(List<PolicySource> sources) {
    return examine(sources, Map.of());
  }

  /**
   * The same, for events that call fields by other names than the policies do.
   *
   * @param fieldNames by the name that policies use, the one that events use
   */
  public static PolicyFindings examine(List<PolicySource> sources, Map<String, String> fieldNames) {
    var files = FileSet.among(sources);
    return findings(files, new Compilation(fieldNames, files.rules()));
  }

  private static PolicyFindings findings(FileSet files, Compilation compilation) {
    files.filters().forEach(compilation::addFilters);
    for (PolicySource policy : files.policies()) {
      var unused = compilation.add(policy);
    }
    return compilation.findings();
  }
}
