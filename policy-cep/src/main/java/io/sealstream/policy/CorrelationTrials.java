package io.sealstream.policy;

import io.sealstream.policy.correlate.Added;
import io.sealstream.policy.correlate.CorrelationState;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Loss;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Output;
import io.sealstream.policy.correlate.WindowReading;
import io.sealstream.policy.plan.Hit;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Correlations outside of a job, through the correlators that the job has. Of a key whose windows
 * have passed nothing remains. For one run and one thread.
 */
final class CorrelationTrials {
  private final Duration lateness;
  private final Receiver receiver;
  private final LongConsumer lost;
  private final BacktestWatch watch;
  private final Map<CompiledCorrelation, Correlator> correlators = new HashMap<>();
  private final Map<Key, CorrelationState> states = new HashMap<>();

  /** By time, the keys to be advanced then. */
  private final TreeMap<Long, Set<Key>> timers = new TreeMap<>();

  private record Key(CompiledCorrelation policy, String tenant, List<String> group) {}

  /** Gets what is found; called within {@link #add} and {@link #advanceTo}. */
  interface Receiver {
    void found(HitPolicy policy, String tenant, Match match);
  }

  CorrelationTrials(Duration lateness, Receiver receiver, LongConsumer lost, BacktestWatch watch) {
    this.watch = watch;
    this.lateness = lateness;
    this.receiver = receiver;
    this.lost = lost;
  }

  Correlator of(CompiledCorrelation policy) {
    return correlators.computeIfAbsent(policy, p -> p.correlator(lateness));
  }

  Added add(
      CompiledCorrelation policy, String tenant, List<String> group, Hit hit, long watermark) {
    var key = new Key(policy, tenant, group);
    CorrelationState state =
        states.computeIfAbsent(key, made -> new CorrelationState(made.group()));
    Added added = of(policy).add(state, hit, watermark, output(key));
    keep(key, state);
    return added;
  }

  void advanceTo(long watermark) {
    while (!timers.isEmpty() && timers.firstKey() <= watermark) {
      for (Key key : timers.pollFirstEntry().getValue()) {
        CorrelationState state = states.get(key);
        if (state != null) {
          of(key.policy()).advance(state, watermark, output(key));
          keep(key, state);
        }
      }
    }
  }

  /** How many keys are held. */
  int held() {
    return states.size();
  }

  private void keep(Key key, CorrelationState state) {
    if (state.isEmpty()) {
      states.remove(key);
    } else {
      of(key.policy())
          .nextTimer(state)
          .ifPresent(at -> timers.computeIfAbsent(at, made -> new LinkedHashSet<>()).add(key));
    }
  }

  /** For asking after a hit's keys, which finds nothing. */
  Output losses() {
    return new Told(null);
  }

  private Output output(Key key) {
    return new Told(key);
  }

  private final class Told implements Output {
    private final @Nullable Key key;

    Told(@Nullable Key key) {
      this.key = key;
    }

    @Override
    public void match(Match match) {
      if (key != null) {
        receiver.found(key.policy(), key.tenant(), match);
      }
    }

    @Override
    public @Nullable String watched() {
      return key == null ? null : watch.watched(key.tenant());
    }

    @Override
    public void judged(WindowReading reading) {
      watch.judged(reading);
    }

    @Override
    public void lost(Loss loss, long count) {
      lost.accept(count);
    }
  }
}
