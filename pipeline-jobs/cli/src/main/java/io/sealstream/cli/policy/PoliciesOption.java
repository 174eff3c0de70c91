package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicyProblem;
import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The policies that a history is judged by. Says why nothing is judged where they do not compile,
 * or where the history is unusable.
 */
final class PoliciesOption {
  static final int FINDING = 1;

  /** What may be named as policies. */
  static final String PATHS =
      "Files, and folders, which are read recursively for *.yml and *.yaml.";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      arity = "1..*",
      required = true,
      description = PATHS)
  private List<String> paths = List.of();

  /**
   * What was read.
   *
   * @param problems all that is wrong, sorted by place
   * @param policies what is judged by, where nothing is wrong
   */
  record Examined<T>(List<PolicyProblem> problems, List<T> policies) {}

  /** What a command does with policies that compile; gives its exit code. */
  interface Judging<T> {
    int judge(List<T> policies) throws IOException;
  }

  /**
   * Judges by all files together, as a job does.
   *
   * @param problems where to print them, if there are any
   * @throws IOException where a path is not there
   */
  int together(PrintWriter problems, Judging<PolicySource> judging) throws IOException {
    PolicyFiles files = PolicyFiles.read(paths);
    return judge(
        new Examined<>(files.examine().errors(), files.sources()),
        problems,
        Commands.required(command).commandLine().getErr(),
        judging);
  }

  /**
   * Judges by policies, if nothing is wrong with them.
   *
   * @param out where to print what is wrong
   * @param err where to say why the history is unusable, if it is
   */
  static <T> int judge(Examined<T> examined, PrintWriter out, PrintWriter err, Judging<T> judging)
      throws IOException {
    if (!examined.problems().isEmpty()) {
      examined.problems().forEach(out::println);
      out.flush();
      return FINDING;
    }
    try {
      return judging.judge(examined.policies());
    } catch (UnusableHistoryException e) {
      e.lines().forEach(err::println);
      return e.exitCode();
    }
  }
}
