package io.sealstream.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command answers: in words, or with {@code --json} in one object and nothing else. */
final class Answer {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  /** Prints the one or the other on stdout; only that one is made. */
  void print(Supplier<String> words, Supplier<?> object) {
    PrintWriter out = required().commandLine().getOut();
    out.println(json ? object.get() : words.get());
    out.flush();
  }

  /** Where progress goes: never into the object. */
  PrintWriter progress() {
    return json ? err() : required().commandLine().getOut();
  }

  PrintWriter err() {
    return required().commandLine().getErr();
  }

  ParameterException wrongUsage(String message) {
    return new ParameterException(required().commandLine(), message);
  }

  private CommandSpec required() {
    return Commands.required(command);
  }
}
