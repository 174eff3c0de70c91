package io.sealstream.cli;

import io.sealstream.local.LocalStackException;
import io.sealstream.schemas.registry.RegistryUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Every error as one line on stderr, and its exit code. */
final class ErrorLine {
  static final String STACKTRACE = "--stacktrace";
  static final int UNUSABLE = 2;

  /** Whose message was written for the operator. */
  private static final List<Class<? extends Throwable>> OUR_WORDS =
      List.of(
          LocalStackException.class,
          RegistryUnavailableException.class,
          IllegalArgumentException.class,
          UncheckedIOException.class,
          IOException.class);

  private ErrorLine() {}

  static int wrongUsage(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    print(command, "%s: %s (see '%s --help')".formatted(name, line(error), name));
    if (Arrays.asList(args).contains(STACKTRACE)) {
      error.printStackTrace(command.getErr()); // What --stacktrace asks for.
    }
    return UNUSABLE;
  }

  static int failed(Exception error, CommandLine command, ParseResult result) {
    boolean trace = result.expandedArgs().contains(STACKTRACE);
    print(command, command.getCommandSpec().qualifiedName() + ": " + explain(error, trace));
    if (trace) {
      error.printStackTrace(command.getErr()); // What --stacktrace asks for.
    }
    return UNUSABLE;
  }

  private static String explain(Exception error, boolean trace) {
    if (OUR_WORDS.stream().anyMatch(kind -> kind.isInstance(error))) {
      return line(error);
    }
    String hint = trace ? "" : "; run again with --stacktrace to see where";
    return "unexpected %s: %s%s".formatted(error.getClass().getSimpleName(), line(error), hint);
  }

  /** A message may go on with the end of a log: its first line says where that log is. */
  private static String line(Exception error) {
    String text = words(error).lines().findFirst().orElse("").strip();
    return text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
  }

  /** The exceptions of the file system name a file, but not what is wrong with it. */
  private static String words(Throwable error) {
    String message = String.valueOf(error.getMessage());
    Throwable cause = error.getCause();
    if (error instanceof UncheckedIOException
        && cause != null
        && message.equals(cause.toString())) {
      return words(cause);
    }
    if (error instanceof NoSuchFileException) {
      return "no such file or folder: " + message + "; is the path right?";
    }
    if (error instanceof FileAlreadyExistsException) {
      return message + " exists already; choose another name";
    }
    if (error instanceof AccessDeniedException) {
      return "may not use " + message + "; check its permissions";
    }
    return message;
  }

  private static void print(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.printf(Locale.ROOT, "%s%n", line);
    err.flush();
  }
}
