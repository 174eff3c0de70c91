package io.sealstream.cli.options;

import io.sealstream.local.Endpoints;
import io.sealstream.local.LocalHome;
import io.sealstream.local.StackCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which local stack a command means. */
public final class StackFolder {
  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Work folder of the stack. Default: target/local in the checkout.")
  private @Nullable Path work;

  /** The checkout that the servers are built in. */
  public LocalHome home() {
    return LocalHome.find();
  }

  /**
   * The work folder, absolute; it need not exist.
   *
   * @throws IllegalArgumentException when it is a file
   */
  public Path path() {
    if (work != null && Files.isRegularFile(work)) {
      throw new IllegalArgumentException("--work " + work + " is a file; name a folder");
    }
    return (work == null ? Endpoints.defaultWork(home()) : work).toAbsolutePath().normalize();
  }

  /** A command on the same stack, to be pasted into a terminal. */
  public String command(String words) {
    return StackCommand.text(words, work == null ? null : path());
  }
}
