package io.sealstream.cli.options;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What picocli sets before a command runs. */
public final class Commands {
  private Commands() {}

  /** The specification that picocli has set. */
  public static CommandSpec required(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "run through picocli");
  }
}
