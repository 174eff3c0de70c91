package io.sealstream.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says line by line what happens, and when since the start. Safe for any thread. */
final class Console {
  private final PrintWriter out;
  private final long start = System.nanoTime();

  Console(PrintWriter out) {
    this.out = out;
  }

  /** A line of progress. */
  synchronized void say(String line) {
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    print("%4d s  %s".formatted(seconds, line));
  }

  /** A line of the result. */
  synchronized void print(String line) {
    out.printf(Locale.ROOT, "%s%n", line);
    out.flush();
  }
}
