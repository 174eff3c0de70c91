package io.sealstream.cli.conformance;

import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicyProblem;
import io.sealstream.policy.PolicySource;
import java.util.List;
import java.util.Optional;

/** Every rule of the pack compiles: each file is a vector. */
final class RulesPart implements ConformancePart {

  @Override
  public String name() {
    return "sigma-rules";
  }

  @Override
  public Optional<String> obstacle(Pack pack) {
    return pack.withoutRules();
  }

  @Override
  public void run(Pack pack, Score score) {
    PolicyFiles files = pack.rules();
    List<PolicyProblem> errors = files.examine().errors();
    for (PolicySource source : files.sources()) {
      List<PolicyProblem> own =
          errors.stream().filter(error -> error.file().equals(source.place())).toList();
      score.check(
          "sigma-rules " + source.name(),
          () -> own.stream().findFirst().map(error -> "expected to compile, came " + error));
    }
    files
        .problems()
        .forEach(problem -> score.fail("sigma-rules " + problem.file(), problem.message()));
  }
}
