package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import io.sealstream.policy.PolicyCompiler;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicyProblem;
import io.sealstream.policy.PolicySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
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

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      arity = "1..*",
      required = true,
      description = "Files, and folders, which are read recursively for *.yml and *.yaml.")
  private List<String> paths = List.of();

  /** What a command does with policies that compile; gives its exit code. */
  interface Judging {
    int judge(List<PolicySource> policies) throws IOException;
  }

  /**
   * Judges by all files together, as a job does.
   *
   * @param problems where to print them, if there are any
   * @throws IOException where a path is not there
   */
  int together(PrintWriter problems, Judging judging) throws IOException {
    PolicyFiles files = PolicyFiles.read(paths);
    var set = new Bundle(files, List.of(files.sources()));
    return judge(set, problems, Commands.required(command).commandLine().getErr(), judging);
  }

  /**
   * What is judged by.
   *
   * @param together those that are compiled together
   */
  record Bundle(PolicyFiles files, List<List<PolicySource>> together) {
    /** Each alone: several may be versions of one policy. */
    static Bundle apart(PolicyFiles files) {
      return new Bundle(files, files.sources().stream().map(List::of).toList());
    }
  }

  /**
   * Judges by them, if all compile.
   *
   * @param err where to say why the history is unusable, if it is
   */
  static int judge(Bundle set, PrintWriter out, PrintWriter err, Judging judging)
      throws IOException {
    PolicyFiles files = set.files();
    Stream<PolicyProblem> errors =
        set.together().stream().flatMap(each -> PolicyCompiler.examine(each).errors().stream());
    List<PolicyProblem> problems =
        Stream.concat(files.problems().stream(), errors).sorted().toList();
    if (!problems.isEmpty()) {
      problems.forEach(out::println);
      out.flush();
      return FINDING;
    }
    try {
      return judging.judge(files.sources());
    } catch (UnusableHistoryException e) {
      e.lines().forEach(err::println);
      return e.exitCode();
    }
  }
}
