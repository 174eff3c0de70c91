package io.sealstream.cli.options;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command answers: in words, or with {@code --json} in one object and nothing else. */
public final class Answer {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  /** Prints the one or the other on stdout; only that one is made. */
  public void print(Supplier<String> words, Supplier<?> object) {
    PrintWriter out = command().commandLine().getOut();
    out.println(json ? object.get() : words.get());
    out.flush();
  }

  /** Whether it answers in one object. */
  public boolean isJson() {
    return json;
  }

  /** Where progress goes: never into the object. */
  public PrintWriter progress() {
    return json ? err() : command().commandLine().getOut();
  }

  /** Where errors and rejections go. */
  public PrintWriter err() {
    return command().commandLine().getErr();
  }

  /** To be thrown where options or arguments make no sense. */
  public ParameterException wrongUsage(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  /** The command that answers. */
  public CommandSpec command() {
    return Commands.required(command);
  }
}
