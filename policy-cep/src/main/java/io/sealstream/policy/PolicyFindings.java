package io.sealstream.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler has to say about a set of files.
 *
 * @param book what compiled, in the order of the files. Where there are errors this is what remains
 *     without the wrong ones: to look at, not to run
 * @param errors what must be mended before any of them runs, sorted by place, each once
 * @param fileById by policy id, the name of the file that holds it
 */
public record PolicyFindings(
    PolicyBook book, List<PolicyProblem> errors, Map<String, String> fileById) {
  public PolicyFindings {
    errors = errors.stream().distinct().sorted().toList();
    fileById = Map.copyOf(fileById);
  }

  /** Those over single events. */
  public List<CompiledPolicy> policies() {
    return book.policies();
  }

  /** What is not wrong but probably not meant, sorted by place, each once. */
  public List<PolicyProblem> warnings() {
    return book.warnings();
  }

  /** The name of the file that a policy came from; null for one that is not among these. */
  public @Nullable String fileOf(CompiledPolicy policy) {
    return fileById.get(policy.id());
  }
}
