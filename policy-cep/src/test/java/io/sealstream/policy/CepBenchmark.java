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

/** The events and patterns of {@link PatternBenchmark} through one Flink operator a pattern. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class CepBenchmark {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final int WATERMARK_EVERY = 1 << 10;

  /** How many patterns are loaded. */
  @Param({"50"})
  public int patterns;

  private List<AuditEvent> events = List.of();
  private @Nullable CepOperators operators;
  private int next;
  private long shift;

  /** Opens the operators and makes the events, in the order of their time. */
  @Setup
  public void prepare() throws Exception {
    events = BenchEvents.inOrder();
    operators = CepOperators.open(BenchPattern.of(patterns));
  }

  /** One event through all operators; the same day comes again as the next one. */
  @Benchmark
  public long operatorEach() throws Exception {
    CepOperators opened = opened();
    AuditEvent event = events.get(next);
    long time = event.getTime().toEpochMilli() + shift;
    opened.take(event, time);
    next = (next + 1) & (events.size() - 1);
    shift += next == 0 ? DAY : 0;
    if ((next & (WATERMARK_EVERY - 1)) == 0) {
      opened.watermark(time - 1);
      opened.drain();
    }
    return time;
  }

  /** Closes the operators. */
  @TearDown
  public void close() throws Exception {
    opened().close();
  }

  private CepOperators opened() {
    return Objects.requireNonNull(operators, "not prepared");
  }
}
