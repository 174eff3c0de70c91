package io.sealstream.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Policies did not compile. Carries every problem of every file, sorted by place. */
public final class PolicyCompilationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<PolicyProblem> problems;

  PolicyCompilationException(List<PolicyProblem> problems) {
    super(problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
    this.problems = new ArrayList<>(problems);
  }

  public List<PolicyProblem> problems() {
    return List.copyOf(problems);
  }
}
