package io.sealstream.cli.evidence;

import io.sealstream.evidence.EvidenceFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs one command's work. Evidence that does not hold is a finding; the rest is for the caller.
 */
final class EvidenceCommand {
  static final int FINE = 0;
  static final int FINDING = 1;

  private EvidenceCommand() {}

  /** The work of a command; gives its exit code. */
  interface Work {
    int run(PrintWriter out) throws IOException;
  }

  /**
   * Runs the work; a finding is one line {@code CODE where: why} on stderr.
   *
   * @param where the file or archive that is looked into
   */
  static int run(CommandSpec spec, Object where, Work work) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      return work.run(out);
    } catch (EvidenceFormatException e) {
      err.println("%s %s: %s".formatted(e.code(), where, e.getMessage()));
      return FINDING;
    } finally {
      out.flush();
      err.flush();
    }
  }
}
