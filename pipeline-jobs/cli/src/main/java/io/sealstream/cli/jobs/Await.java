package io.sealstream.cli.jobs;

import io.sealstream.local.LocalStackException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for conditions of other processes, which nobody announces: asks again and again. */
public final class Await {
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private Await() {}

  /** A question to another process. */
  public interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Returns once the condition holds.
   *
   * @param otherwise says how things stand when time is up
   * @throws LocalStackException when it does not hold in time
   */
  public static void until(Condition condition, Duration atMost, Supplier<String> otherwise)
      throws IOException {
    if (!within(condition, atMost)) {
      throw new LocalStackException(
          "gave up after %d s: %s".formatted(atMost.toSeconds(), otherwise.get()));
    }
  }

  /** Whether the condition held in time. */
  public static boolean within(Condition condition, Duration atMost) throws IOException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    return true;
  }
}
