package io.sealstream.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code sealstream} command. Exit codes: 0 fine, 1 a finding, 2 wrong usage or an unreachable
 * server or file. An error is one line on stderr, with a stack trace only on {@code --stacktrace}.
 */
@Command(
    name = "sealstream",
    mixinStandardHelpOptions = true,
    description = "Audit events to violations, search documents and signed evidence.",
    subcommands = {IngestCommand.class, SampleCommand.class, DemoCommand.class})
public final class SealstreamCli {
  private static final int FAILED = 2;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean stacktrace;

  private SealstreamCli() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and gives its exit code. */
  static int run(String... arguments) {
    var cli = new SealstreamCli();
    IExecutionExceptionHandler oneLine =
        (problem, commandLine, parsed) -> {
          PrintWriter err = commandLine.getErr();
          err.println(problem.getMessage() == null ? problem.toString() : problem.getMessage());
          if (cli.stacktrace) {
            problem.printStackTrace(err);
          }
          return FAILED;
        };
    return new CommandLine(cli).setExecutionExceptionHandler(oneLine).execute(arguments);
  }
}
