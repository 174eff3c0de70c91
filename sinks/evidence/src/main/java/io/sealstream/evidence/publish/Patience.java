package io.sealstream.evidence.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Repeats what may fail for a while, with growing pauses. The caller's thread waits.
 *
 * @param first pause after the first failure; each next one is twice as long
 * @param longest pause
 * @param attempts in all
 */
public record Patience(Duration first, Duration longest, int attempts, Pause pause) {

  /** About two minutes: longer blocks the checkpoint barrier for too long. */
  public static final Patience DEFAULT =
      new Patience(
          Duration.ofMillis(200),
          Duration.ofSeconds(20),
          12,
          duration -> TimeUnit.MILLISECONDS.sleep(duration.toMillis()));

  public Patience {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be positive: " + attempts);
    }
  }

  /** How time passes. */
  @FunctionalInterface
  public interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  /** Work that may be repeated. */
  @FunctionalInterface
  public interface Repeatable<T> {
    T run() throws IOException;
  }

  /**
   * Runs the work until it succeeds.
   *
   * @throws IOException the last failure, when all attempts failed
   */
  public <T> T until(Repeatable<T> work) throws IOException, InterruptedException {
    Duration wait = first;
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (IOException e) {
        if (attempt == attempts) {
          throw new IOException("gave up after " + attempts + " attempts: " + e.getMessage(), e);
        }
      }
      pause.pause(wait);
      wait = wait.multipliedBy(2).compareTo(longest) > 0 ? longest : wait.multipliedBy(2);
    }
  }
}
