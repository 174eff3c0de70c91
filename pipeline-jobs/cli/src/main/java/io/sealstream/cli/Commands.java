package io.sealstream.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What picocli sets before a command runs. */
final class Commands {
  private Commands() {}

  static CommandSpec required(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "run through picocli");
  }
}
