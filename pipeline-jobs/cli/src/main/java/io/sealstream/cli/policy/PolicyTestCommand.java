package io.sealstream.cli.policy;

import io.sealstream.cli.options.Answer;
import io.sealstream.policy.PolicyCompilationException;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicySource;
import io.sealstream.policy.PolicyTests;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code sealstream policy test}: one line per test, then how many passed and failed. Exit 0 only
 * if every file compiles and every test passes, 1 otherwise, 2 when a path is not there.
 */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the tests written inside policies, with the filters that reach them and the rules of",
      "other files that they name. Files without an envelope have none."
    })
public final class PolicyTestCommand implements Callable<Integer> {
  private static final int FINDING = 1;

  @Mixin private final Answer answer = new Answer();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Policy files, and folders that are searched for *.yml and *.yaml.")
  private List<String> paths = List.of();

  @Override
  public Integer call() throws IOException {
    var report = new PolicyTestReport();
    PolicyFiles files = PolicyFiles.read(paths);
    report.addProblems(files.problems());
    for (List<PolicySource> set : files.apart()) {
      try {
        report.add(PolicyTests.run(set));
      } catch (PolicyCompilationException e) {
        report.addProblems(e.problems());
      }
    }
    answer.print(report::words, report::json);
    return report.isFine() ? 0 : FINDING;
  }
}
