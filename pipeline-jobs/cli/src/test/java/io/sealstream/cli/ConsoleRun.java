package io.sealstream.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What one command printed, and its exit code.
 *
 * @param out stdout
 * @param err stderr
 */
public record ConsoleRun(int exitCode, String out, String err) {
  /** Runs it as the shell would. */
  public static ConsoleRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        SealstreamCli.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exitCode = command.execute(arguments);
    return new ConsoleRun(exitCode, out.toString(), err.toString());
  }
}
