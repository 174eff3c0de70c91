package io.sealstream.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Runs a job whose source counts with {@link JobMeter} until it has read its topic. */
final class JobBenchRun {
  private static final int PATIENCE_MINUTES = 10;
  private static final int LOOK_MILLIS = 1000;

  private JobBenchRun() {}

  /** What else must have come about before the job ends. */
  @FunctionalInterface
  interface Aftermath {
    void await() throws Exception;
  }

  /** Events per second between the first tenth and the last of so many. */
  static double eventsPerSecond(
      StreamExecutionEnvironment env, String name, int events, Aftermath aftermath)
      throws Exception {
    JobMeter meter = JobMeter.start(events);
    JobClient client = env.executeAsync(name);
    CompletableFuture<?> end = client.getJobExecutionResult();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!meter.isDone(LOOK_MILLIS)) {
      if (end.isDone() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            name + " did not come to the end of its topic", end.isDone() ? failure(end) : null);
      }
    }
    aftermath.await();
    client.cancel().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    // A cancelled job ends with an exception; its cluster goes with it.
    var unused = end.handle((result, failure) -> true).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    return meter.eventsPerSecond();
  }

  private static @Nullable Throwable failure(CompletableFuture<?> end) {
    return end.handle((result, failure) -> failure).join();
  }
}
