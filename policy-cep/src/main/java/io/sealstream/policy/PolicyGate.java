package io.sealstream.policy;

import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.event.FieldTable;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * What stands before the job: an envelope may enforce, be it for some of the groups only, when it
 * has tests and all of them pass. Bare Sigma files, shadow and disabled policies need none.
 */
final class PolicyGate {
  private PolicyGate() {}

  /**
   * Compiles policies that may run.
   *
   * @throws PolicyCompilationException with every problem of every file; with every failed test
   *     where the files themselves are right
   */
  static PolicyBook compile(List<PolicySource> sources) {
    return checked(PolicyCompiler.compile(sources));
  }

  /** The same, to run together with others that have the same fields. */
  static PolicyBook compile(List<PolicySource> sources, FieldTable fields) {
    return checked(PolicyCompiler.compile(sources, fields));
  }

  private static PolicyBook checked(PolicyBook book) {
    List<PolicyProblem> problems = problems(book);
    if (!problems.isEmpty()) {
      throw new PolicyCompilationException(problems);
    }
    return book;
  }

  /** Why policies that compiled may not run: failed and missing tests, by place. */
  static List<PolicyProblem> problems(PolicyBook book) {
    return PolicyTests.subjects(book).stream()
        .flatMap(subject -> problems(subject).stream())
        .sorted()
        .toList();
  }

  private static List<PolicyProblem> problems(PolicyTests.Subject policy) {
    Optional<Envelope> envelope = policy.charter().envelope();
    if (envelope.isEmpty() || !envelope.get().terms().mode().enforces()) {
      return List.of();
    }
    if (envelope.get().tests().isEmpty()) {
      Optional<Mark> place = envelope.get().node().getStartMark();
      return List.of(
          new PolicyProblem(
              policy.charter().place(),
              place.map(Mark::getLine).orElse(0) + 1,
              place.map(Mark::getColumn).orElse(0) + 1,
              "a policy that enforces needs tests: write some, or mode: shadow"));
    }
    return PolicyTests.run(policy).stream()
        .filter(result -> !result.passed())
        .map(PolicyTestResult::problem)
        .toList();
  }
}
