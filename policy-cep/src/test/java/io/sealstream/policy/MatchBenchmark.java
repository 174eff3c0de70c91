package io.sealstream.policy;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.sigma.Detection;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** Decoded native events through policies over single events: events per second and core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class MatchBenchmark {
  /** How many policies are loaded. */
  @Param({"30", "300", "3000"})
  public int policies;

  private List<AuditEvent> events = List.of();
  private PolicySet set = new PolicySet(PolicyCompiler.compile(List.of()));
  private List<Detection> detections = List.of();
  private int fields;
  private int next;

  /** Compiles the policies and makes the events. */
  @Setup
  public void prepare() {
    events = BenchEvents.nativeEvents();
    PolicyBook book = PolicyCompiler.compile(BenchPolicies.of(policies, 7));
    set = new PolicySet(book);
    detections = book.policies().stream().map(policy -> policy.rule().detection()).toList();
    fields = book.fields();
  }

  /** One event through all policies, as the job does it. */
  @Benchmark
  public int match() {
    return set.evaluate(nextEvent()).matches().size();
  }

  /** What the index is compared with: the same policies, asked one after the other. */
  @Benchmark
  public int oneByOne() {
    EventView view = EventView.ofAvro(nextEvent(), fields);
    int matches = 0;
    for (Detection detection : detections) {
      matches += detection.matches(view) ? 1 : 0;
    }
    return matches;
  }

  private AuditEvent nextEvent() {
    AuditEvent event = events.get(next);
    next = (next + 1) & (events.size() - 1);
    return event;
  }
}
