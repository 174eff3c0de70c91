package io.sealstream.cli.conformance;

import io.sealstream.policy.PolicyCompilationException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts vectors, and prints one line for each that fails. */
final class Score {
  private final PrintWriter out;
  private int passed;
  private int failed;

  Score(PrintWriter out) {
    this.out = out;
  }

  int passed() {
    return passed;
  }

  int failed() {
    return failed;
  }

  /**
   * Scores one vector. Whatever it makes the engine throw is its failure, and never ends the run;
   * what makes the file system throw does.
   *
   * @param vector gives what was expected and what came instead; nothing where it passes
   */
  void check(String id, Supplier<Optional<String>> vector) {
    Optional<String> failure;
    try {
      failure = vector.get();
    } catch (UnreadableException e) {
      failure = Optional.of("cannot be read: " + e.getMessage());
    } catch (PolicyCompilationException e) {
      failure = Optional.of("expected to compile, came " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      failure = Optional.of("expected a verdict, came " + e);
    }
    failure.ifPresentOrElse(why -> fail(id, why), this::pass);
  }

  void pass() {
    passed++;
  }

  void fail(String id, String why) {
    failed++;
    line("FAILED " + id + ": " + why);
  }

  /** One line, whatever is in it. */
  void line(String text) {
    out.println(text.strip().replaceAll("\\s*\\R\\s*", "; "));
  }
}
