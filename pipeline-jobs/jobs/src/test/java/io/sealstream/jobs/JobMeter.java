package io.sealstream.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts what the one task of a job in this JVM reads, and takes the time between the first tenth
 * and the last event.
 */
final class JobMeter {
  private static final int WARM_UP = 10;
  private static volatile JobMeter current = new JobMeter(0);

  private final long expected;
  private final long from;
  private final CountDownLatch done = new CountDownLatch(1);
  private long seen;
  private long begun;
  private long ended;

  private JobMeter(long expected) {
    this.expected = expected;
    this.from = Math.max(1, expected / WARM_UP);
  }

  /** For the job that starts next. */
  static JobMeter start(long expected) {
    var meter = new JobMeter(expected);
    current = meter;
    return meter;
  }

  /** The task read one more. */
  static void count() {
    current.next();
  }

  private void next() {
    seen++;
    if (seen == from) {
      begun = System.nanoTime();
    } else if (seen == expected) {
      ended = System.nanoTime();
      done.countDown();
    }
  }

  /** Whether the last one was read within that time. */
  boolean isDone(long millis) throws InterruptedException {
    return done.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Once done. */
  double eventsPerSecond() {
    return (expected - from) * 1e9 / (ended - begun);
  }
}
