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
   * Scores one vector. Whatever it makes the engine or the file system throw is its failure, and
   * never ends the run.
   *
   * @param vector gives what was expected and what came instead; nothing where it passes
   */
  void check(String id, Supplier<Optional<String>> vector) {
    failure(vector).ifPresentOrElse(why -> fail(id, why), this::pass);
  }

  /** Runs a part, which scores its vectors. What it throws is one failure more, of that part. */
  void checkAll(String part, Runnable vectors) {
    failure(
            () -> {
              vectors.run();
              return Optional.empty();
            })
        .ifPresent(why -> fail(part, why));
  }

  private static Optional<String> failure(Supplier<Optional<String>> vector) {
    try {
      return vector.get();
    } catch (UnreadableException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    } catch (PolicyCompilationException e) {
      return Optional.of("expected to compile, came " + e.getMessage());
    } catch (UncheckedIOException e) {
      return Optional.of("cannot be read: " + e.getCause());
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of("expected a verdict, came " + e);
    }
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
