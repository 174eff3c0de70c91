package io.sealstream.policy.cep;

import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.policy.sequence.Found;
import io.sealstream.policy.sequence.HeldHits;
import io.sealstream.policy.sequence.SequenceRules;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sequence. Hits wait until the watermark has passed them, and then go through Flink CEP's
 * automaton in the order of {@link SequenceRules#order}: what is found does not depend on the order
 * of arrival. A hit behind the watermark is {@link Arrival#TOO_LATE}.
 */
public final class SequenceMatcher implements GroupMatcher {
  private final Automaton automaton;
  private final Comparator<Hit> order;
  private final GroupLimits limits;
  private final long seen;
  private final long beginning;
  private final long within;

  /** What an automaton was told, and what that completed. */
  private record Seen(long time, @Nullable Hit hit, Collection<Map<String, List<Hit>>> complete) {}

  /**
   * Compiles a sequence.
   *
   * @param context of the function that calls this
   * @throws Exception from Flink, for a sequence that no reader gives
   */
  public SequenceMatcher(Sequence sequence, GroupLimits limits, RuntimeContext context)
      throws Exception {
    this.automaton = new Automaton(sequence, context);
    this.order = SequenceRules.order(sequence);
    this.seen = SequenceRules.seen(sequence);
    this.beginning = SequenceRules.beginning(sequence);
    this.within = sequence.withinMillis();
    this.limits = limits;
  }

  @Override
  public Arrival add(Hit hit, GroupStates states, long watermark, TimerService timers)
      throws Exception {
    if ((hit.rules() & seen) == 0) {
      return Arrival.NO_PART;
    }
    if (hit.timeMillis() <= watermark) {
      return Arrival.TOO_LATE;
    }
    HeldHits held = states.held();
    boolean isBegun = states.automaton() != null;
    if (!isBegun) {
      // Up to what was ever seen: no hit can begin behind it any more. After a restore that may be
      // ahead of what this key was told, so what begins, and all behind that, waits for its timer.
      held.removeOlder(this::begins, watermark);
    }
    if (held.size() >= limits.hits()) {
      return Arrival.FULL;
    }
    if (!held.add(hit)) {
      return Arrival.REPEATED;
    }
    states.hold(held);
    timers.registerEventTimeTimer(
        isBegun || begins(hit)
            ? hit.timeMillis()
            : Times.roundedUp(hit.timeMillis(), Math.max(1, within)));
    return Arrival.TAKEN;
  }

  /**
   * Where nothing is begun, only a hit that may begin something needs its timer at once: all others
   * are looked at when something is, or let go some time later, many by one timer.
   */
  @Override
  public void advance(long time, GroupStates states, TimerService timers, Output out)
      throws Exception {
    HeldHits held = states.held();
    NFAState begun = states.automaton();
    if (begun == null && !held.anyUpTo(time, this::begins)) {
      if (held.removeUpTo(time) > 0) {
        states.hold(held);
      }
      return;
    }
    try (SharedBufferAccessor<Hit> events = states.events()) {
      var run = new Run(events, out, begun);
      while (held.firstTime() < time) {
        run.take(held.firstTime(), held.removeFirst());
      }
      run.take(time, held.firstTime() == time ? held.removeFirst() : List.of());
      states.hold(held);
      run.keep(states, held.firstTime(), timers);
    }
  }

  private boolean begins(Hit hit) {
    return (hit.rules() & beginning) != 0;
  }

  /** A group's way through the automaton, from one time at which it has hits to the next. */
  private final class Run {
    private final SharedBufferAccessor<Hit> events;
    private final Output out;
    private @Nullable NFAState state;

    Run(SharedBufferAccessor<Hit> events, Output out, @Nullable NFAState begun) {
      this.events = events;
      this.out = out;
      this.state = begun;
    }

    /** Takes all hits of a time. */
    void take(long time, List<Hit> hits) throws Exception {
      NFAState current = state;
      if (current == null) {
        if (hits.stream().noneMatch(SequenceMatcher.this::begins)) {
          return; // nothing is begun for which they could count
        }
        current = automaton.begin();
      }
      tell(new Seen(time, null, automaton.advance(current, events, time)), current);
      for (Hit hit : hits.size() < 2 ? hits : hits.stream().sorted(order).toList()) {
        tell(new Seen(time, hit, automaton.take(current, events, hit)), current);
        long givenUp = automaton.giveUp(current, events, limits.partialMatches());
        if (givenUp > 0) {
          out.givenUp(givenUp);
          Watch watch = out.watch();
          if (watch != null) {
            watch.givenUp(time, begun(current));
          }
        }
      }
      state = current;
      if (automaton.oldestEnd(current).isEmpty()) {
        // Nothing of this time can come any more: the counters of its events go too.
        events.advanceTime(Times.plus(time, 1));
        state = null;
      }
    }

    /** Keeps what is begun, and comes back when it ends or the next hit is due. */
    void keep(GroupStates states, long nextHit, TimerService timers) throws Exception {
      NFAState current = state;
      states.automaton(current);
      if (current != null) {
        timers.registerEventTimeTimer(automaton.oldestEnd(current).orElseThrow());
        if (nextHit != Long.MAX_VALUE) {
          timers.registerEventTimeTimer(nextHit);
        }
      }
    }

    private void tell(Seen seen, NFAState current) throws Exception {
      if (!seen.complete().isEmpty()) {
        found(seen.complete());
      }
      Watch watch = out.watch();
      if (watch != null) {
        watch.sequence(
            seen.time(),
            seen.hit(),
            seen.complete().stream().map(SequencePattern::bySteps).toList(),
            begun(current));
      }
    }

    private void found(Collection<Map<String, List<Hit>>> complete) {
      Found.eachAnchor(
              complete.stream()
                  .map(match -> Found.of(match.values().stream().flatMap(List::stream).toList()))
                  .toList())
          .forEach(out::found);
    }

    private List<Map<String, List<Hit>>> begun(NFAState current) throws Exception {
      return automaton.begun(current, events).stream().map(SequencePattern::bySteps).toList();
    }
  }

  @Override
  public void close() throws Exception {
    automaton.close();
  }
}
