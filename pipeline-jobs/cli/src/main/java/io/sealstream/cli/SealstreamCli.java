package io.sealstream.cli;

import io.sealstream.cli.conformance.ConformanceCommand;
import io.sealstream.cli.demo.DemoCommand;
import io.sealstream.cli.evidence.HoldCommand;
import io.sealstream.cli.evidence.KeysCommand;
import io.sealstream.cli.evidence.ProveCommand;
import io.sealstream.cli.evidence.RetentionCommand;
import io.sealstream.cli.evidence.VerifyCommand;
import io.sealstream.cli.evidence.VerifyProofCommand;
import io.sealstream.cli.options.Commands;
import io.sealstream.cli.policy.PolicyCommand;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The {@code sealstream} command.
 *
 * <p>Exit codes: 0 fine, 1 a finding, 2 wrong usage or an unreachable server or file. What goes
 * wrong is one line on stderr, which says what, where and what to do; {@code --stacktrace} adds
 * where in the program. With {@code --json} a command prints one JSON object on stdout and nothing
 * else.
 */
@Command(
    name = "sealstream",
    mixinStandardHelpOptions = true,
    versionProvider = BuiltVersion.class,
    description = "Audit events become violations, searchable documents and signed evidence.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      SubmitCommand.class,
      IngestCommand.class,
      SampleCommand.class,
      DemoCommand.class,
      PolicyCommand.class,
      ConformanceCommand.class,
      VerifyCommand.class,
      ProveCommand.class,
      VerifyProofCommand.class,
      KeysCommand.class,
      HoldCommand.class,
      RetentionCommand.class,
    })
public final class SealstreamCli implements Runnable {
  /** As wide as the source: descriptions keep the lines that they are written in. */
  private static final int HELP_WIDTH = 100;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = ErrorLine.STACKTRACE,
      scope = ScopeType.INHERIT,
      description = "Print where in the program an error came from.")
  @SuppressWarnings("UnusedVariable") // ErrorLine looks among the arguments, for wrong usage too.
  private boolean stacktrace;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and gives its exit code. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The command line with its conventions, for programs and tests. */
  public static CommandLine commandLine() {
    return new CommandLine(new SealstreamCli())
        .setUsageHelpWidth(HELP_WIDTH)
        .registerConverter(Instant.class, SealstreamCli::instant)
        .setDefaultValueProvider(new LocalDefaults())
        .setParameterExceptionHandler(ErrorLine::wrongUsage)
        .setExecutionExceptionHandler(ErrorLine::failed);
  }

  private static Instant instant(String word) {
    try {
      return Instant.parse(word);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + word + "' is no time; write it like 2026-06-01T00:00:00Z");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(Commands.required(spec).commandLine(), "name a command");
  }
}
