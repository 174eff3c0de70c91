package io.sealstream.policy;

import io.sealstream.policy.event.FieldTable;
import java.util.List;
import java.util.Map;

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
    PolicyFindings findings = new Examination(new FieldTable(), false).of(sources);
    if (!findings.errors().isEmpty()) {
      throw new PolicyCompilationException(findings.errors());
    }
    return findings.policies();
  }

  /**
   * Says what is wrong or doubtful, and never throws for what a file holds. Correlations are
   * compiled too, although no job runs them: {@link #compile} refuses what this accepts there.
   */
  public static PolicyFindings examine(List<PolicySource> sources) {
    return examine(sources, Map.of());
  }

  /**
   * The same, for events that call fields by other names than the policies do.
   *
   * @param fieldNames by the name that policies use, the one that events use
   */
  public static PolicyFindings examine(List<PolicySource> sources, Map<String, String> fieldNames) {
    return new Examination(new FieldTable(fieldNames), true).of(sources);
  }
}
