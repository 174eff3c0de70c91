package io.sealstream.cli.evidence;

import io.sealstream.evidence.EvidenceFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
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

  static int run(CommandSpec spec, Work work) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      return work.run(out);
    } catch (EvidenceFormatException e) {
      err.println(e.code() + " " + spec.name() + ": " + e.getMessage());
      return FINDING;
    } catch (NoSuchFileException e) {
      throw new IOException("no such file: " + e.getMessage(), e);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getMessage() + " exists already; choose another name", e);
    } catch (AccessDeniedException e) {
      throw new IOException("may not use " + e.getMessage() + "; check its permissions", e);
    } finally {
      out.flush();
      err.flush();
    }
  }
}
