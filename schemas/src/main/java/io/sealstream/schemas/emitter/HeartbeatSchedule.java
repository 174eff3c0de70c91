package io.sealstream.schemas.emitter;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends heartbeats at a fixed interval from a daemon thread of its own. */
final class HeartbeatSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatSchedule.class);

  private final ScheduledExecutorService executor;

  private HeartbeatSchedule(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  static HeartbeatSchedule start(String emitterId, Duration interval, Runnable heartbeat) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("the heartbeat interval must be positive: " + interval);
    }
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "heartbeat-" + emitterId);
              thread.setDaemon(true);
              return thread;
            });
    long millis = interval.toMillis();
    // A failed beat must not end the schedule: a registry that is away now may be back at the next.
    var unused =
        executor.scheduleWithFixedDelay(
            () -> beat(emitterId, heartbeat), millis, millis, TimeUnit.MILLISECONDS);
    return new HeartbeatSchedule(executor);
  }

  private static void beat(String emitterId, Runnable heartbeat) {
    try {
      heartbeat.run();
    } catch (RuntimeException e) {
      LOG.warn("heartbeat of emitter {} failed: {}", emitterId, e.getMessage());
    }
  }

  /** No beat begins after this. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
