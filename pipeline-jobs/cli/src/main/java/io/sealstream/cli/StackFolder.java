package io.sealstream.cli;

import io.sealstream.local.Endpoints;
import io.sealstream.local.LocalHome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which local stack a command means. */
final class StackFolder {
  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Work folder of the stack. Default: target/local in the checkout.")
  private @Nullable Path work;

  LocalHome home() {
    return LocalHome.find();
  }

  Path path() {
    return (work == null ? Endpoints.defaultWork(home()) : work).toAbsolutePath().normalize();
  }
}
