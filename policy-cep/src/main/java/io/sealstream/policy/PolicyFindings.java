package io.sealstream.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler has to say about a set of files.
 *
 * @param policies the rules that compiled and are policies of their own, in the order of the files.
 *     Where there are errors this is what remains without the wrong ones: to look at, not to run
 * @param errors what must be mended before any of them runs, sorted by place
 * @param warnings what is not wrong but probably not meant, sorted by place, each once
 * @param fileById by policy id, the name of the file that holds it
 */
public record PolicyFindings(
    List<CompiledPolicy> policies,
    List<PolicyProblem> errors,
    List<PolicyProblem> warnings,
    Map<String, String> fileById) {
  public PolicyFindings {
    policies = List.copyOf(policies);
    errors = errors.stream().sorted().toList();
    warnings = warnings.stream().distinct().sorted().toList();
    fileById = Map.copyOf(fileById);
  }

  /** The name of the file that a policy came from; null for one that is not among these. */
  public @Nullable String fileOf(CompiledPolicy policy) {
    return fileById.get(policy.id());
  }
}
