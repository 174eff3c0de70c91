package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decoded native events through counts, sequences and absences by the operators of the job, in
 * Flink's harness for operators: events per second and core.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PatternBenchmark {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final int WATERMARK_EVERY = 1 << 10;

  /** How many patterns are loaded. */
  @Param({"1", "10", "50"})
  public int patterns;

  private List<AuditEvent> events = List.of();
  private @Nullable PatternStage stage;
  private int next;

  /** Opens the operators and makes the events, in the order of their time. */
  @Setup
  public void prepare() throws Exception {
    events = BenchEvents.inOrder();
    stage = PatternStage.open(BenchPattern.of(patterns));
  }

  /** One event through all patterns; the same day comes again as the next one. */
  @Benchmark
  public long patterns() throws Exception {
    PatternStage opened = opened();
    AuditEvent event = events.get(next);
    opened.take(event);
    long time = event.getTime().toEpochMilli();
    next = (next + 1) & (events.size() - 1);
    event.setTime(event.getTime().plusMillis(DAY));
    if ((next & (WATERMARK_EVERY - 1)) == 0) {
      opened.watermark(time - 1);
      return opened.drain();
    }
    return time;
  }

  /** Closes the operators. */
  @TearDown
  public void close() throws Exception {
    opened().close();
  }

  private PatternStage opened() {
    return Objects.requireNonNull(stage, "not prepared");
  }
}
