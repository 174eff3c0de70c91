package io.sealstream.cli.conformance;

import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicyFindings;
import io.sealstream.policy.PolicyProblem;
import io.sealstream.policy.PolicySource;
import java.util.ArrayList;
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
    PolicyFindings findings = PolicyCompiler.examine(files.sources());
    var errors = new ArrayList<PolicyProblem>(files.problems());
    errors.addAll(findings.errors());
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
