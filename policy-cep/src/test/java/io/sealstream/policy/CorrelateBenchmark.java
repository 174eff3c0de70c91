package io.sealstream.policy;

import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Output;
import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
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

/**
 * Decoded native events through correlations: matched, keyed, correlated, and forgotten by timers,
 * as the job does it but without Flink. Events per second and core.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CorrelateBenchmark {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long BEHIND = TimeUnit.MINUTES.toMillis(10);

  /** How many correlations are loaded. */
  @Param({"1", "10", "50"})
  public int correlations;

  private final Map<Key, CorrelationState> states = new HashMap<>();
  private final TreeMap<Long, Map<Key, Boolean>> timers = new TreeMap<>();
  private final IdentityHashMap<HitPolicy, Correlator> correlators = new IdentityHashMap<>();
  private final Counted counted = new Counted();
  private List<AuditEvent> events = List.of();
  private PolicySet set = new PolicySet(PolicyCompiler.compile(List.of()));
  private int next;
  private long shift;

  private record Key(Correlator correlator, String tenant, List<String> group) {}

  /** Counts what is found, so that nothing is optimised away. */
  private static final class Counted implements Output {
    private long matches;

    @Override
    public void match(Match match) {
      matches++;
    }

    @Override
    public void lost(Loss loss, long count) {}
  }

  /** Compiles the correlations and makes the events, in the order of their time. */
  @Setup
  public void prepare() {
    events = BenchEvents.nativeEvents();
    PolicyBook book = PolicyCompiler.compile(BenchPolicies.correlations(correlations));
    set = new PolicySet(book);
    book.correlations().forEach(c -> correlators.put(c, c.correlator(Duration.ofMinutes(10))));
  }

  /** One event through all correlations. */
  @Benchmark
  public long correlate() {
    AuditEvent event = events.get(next);
    next = (next + 1) & (events.size() - 1);
    shift += next == 0 ? DAY : 0;
    long time = event.getTime().toEpochMilli() + shift;
    for (MemberHit member : set.evaluate(event).memberHits()) {
      take(member, event, time);
    }
    while (!timers.isEmpty() && timers.firstKey() <= time - BEHIND) {
      timers.pollFirstEntry().getValue().keySet().forEach(key -> advance(key, time - BEHIND));
    }
    return counted.matches;
  }

  private void take(MemberHit member, AuditEvent event, long time) {
    Hit held = member.of(new DecodedEvent(event, "t", 0, next, time));
    var hit = new Hit(held.eventId(), time, held.topic(), 0, next, held.rules(), held.values());
    Correlator correlator = Objects.requireNonNull(correlators.get(member.policy()));
    for (List<String> group : correlator.keys(hit, counted)) {
      var key = new Key(correlator, event.getTenantId(), group);
      CorrelationState state = states.computeIfAbsent(key, k -> new CorrelationState(k.group()));
      var unused = correlator.add(state, hit, time - BEHIND, counted);
      keep(key, state);
    }
  }

  private void advance(Key key, long watermark) {
    CorrelationState state = states.get(key);
    if (state != null) {
      key.correlator().advance(state, watermark, counted);
      keep(key, state);
    }
  }

  private void keep(Key key, CorrelationState state) {
    if (state.isEmpty()) {
      states.remove(key);
      return;
    }
    OptionalLong timer = key.correlator().nextTimer(state);
    if (timer.isPresent()) {
      timers.computeIfAbsent(timer.getAsLong(), t -> new HashMap<>()).put(key, true);
    }
  }

  /** How many keys are held: for the test that they do not grow. */
  int keys() {
    return states.size();
  }
}
