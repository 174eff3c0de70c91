package io.sealstream.cli.policy;

import io.sealstream.cli.options.Commands;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sealstream policy}: what can be done with policy files. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Works with policy files.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LintCommand.class,
      PolicyTestCommand.class,
      BacktestCommand.class,
      ExplainCommand.class,
      PublishCommand.class,
      PolicyListCommand.class,
      PolicyKeyCommand.class,
      HealthCommand.class
    })
public final class PolicyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Commands.required(spec).commandLine(),
        "say lint, test, backtest, explain, health, publish, list or key");
  }
}
