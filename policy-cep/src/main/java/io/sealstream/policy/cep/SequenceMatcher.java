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
 *
 * <p>As long as nothing is begun in the automaton, hits wait further until one comes that may
 * complete a match: most never see one, and are let go when it would come too late for them.
 */
public final class SequenceMatcher implements GroupMatcher {
  private final Automaton automaton;
  private final Comparator<Hit> order;
  private final GroupLimits limits;
  private final long seen;
  private final long beginning;
  private final long completing;
  private final long within;

  /** What an automaton was told, and what that completed. */
  private record Step(long time, @Nullable Hit hit, Collection<Map<String, List<Hit>>> complete) {}

  /**
   * Compiles a sequence.
   *
   * @param watched whether somebody looks at each step: then no hit waits longer than it must
   * @param context of the function that calls this
   * @throws Exception from Flink, for a sequence that no reader gives
   */
  public SequenceMatcher(
      Sequence sequence, GroupLimits limits, boolean watched, RuntimeContext context)
      throws Exception {
    this.automaton = new Automaton(sequence, context);
    this.order = SequenceRules.order(sequence);
    this.seen = SequenceRules.seen(sequence);
    this.beginning = SequenceRules.beginning(sequence);
    this.completing = watched ? SequenceRules.ALL : SequenceRules.completing(sequence);
    this.within = sequence.withinMillis();
    this.limits = limits;
  }

  @Override
  public Arrival add(Hit hit, GroupStates states, long watermark, TimerService timers)
      throws Exception {
    if (!hit.hitsAny(seen)) {
      return Arrival.NO_PART;
    }
    if (hit.timeMillis() <= watermark) {
      return Arrival.TOO_LATE;
    }
    HeldHits held = states.held();
    boolean isBegun = states.automaton() != null;
    if (!isBegun) {
      letGo(held, watermark, timers.currentWatermark());
    }
    if (held.size() >= limits.hits()) {
      return Arrival.FULL;
    }
    if (!held.add(hit)) {
      return Arrival.REPEATED;
    }
    states.hold(held);
    arrange(hit, held, isBegun, timers);
    return Arrival.TAKEN;
  }

  /**
   * Where nothing is begun, lets go of hits that no match can have any more.
   *
   * @param seen up to it no hit can begin any more. After a restore that may be ahead of what this
   *     key was told, so what begins, and all behind that, waits for its timer
   * @param told what comes next is later: a match that ends there has nothing from so long before
   */
  private void letGo(HeldHits held, long seen, long told) {
    int unused = held.removeOlder(beginning, seen);
    unused = held.removeUpTo(Times.minus(told, within));
  }

  /**
   * Comes back for a hit that was taken at its own time where it may complete something, or as soon
   * as something that came before it may be completed by it; for the oldest also when no match can
   * have it any more.
   */
  private void arrange(Hit hit, HeldHits held, boolean isBegun, TimerService timers) {
    long time = hit.timeMillis();
    if (isBegun || isCrowded(held)) {
      timers.registerEventTimeTimer(time);
      return;
    }
    boolean isBeginning = hit.hitsAny(beginning);
    if (hit.hitsAny(completing) && (isBeginning || held.anyUpTo(time, beginning))) {
      timers.registerEventTimeTimer(time);
      return;
    }
    long completed = isBeginning ? held.firstFrom(time, completing) : Long.MAX_VALUE;
    if (completed != Long.MAX_VALUE) {
      timers.registerEventTimeTimer(completed);
    } else if (held.firstTime() == time) {
      timers.registerEventTimeTimer(idleAt(time));
    }
  }

  /** When what came at that time is of no use any more, or somewhat later. */
  private long idleAt(long time) {
    return Times.roundedUp(Times.plus(time, within), Math.max(1, within));
  }

  /** Whether so many hits wait that what may begin a match should go on to the automaton. */
  private boolean isCrowded(HeldHits held) {
    return held.size() > limits.hits() / 2;
  }

  @Override
  public void advance(long time, GroupStates states, TimerService timers, Output out)
      throws Exception {
    HeldHits held = states.held();
    NFAState begun = states.automaton();
    if (begun == null && !isDue(held, time)) {
      letGo(held, time, time);
      if (states.heldMore() != 0) {
        states.hold(held);
      }
      arrangeRest(held.firstTime(), timers);
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

  /** Whether hits up to that time may be a match, or are too many to wait for one. */
  private boolean isDue(HeldHits held, long time) {
    long begins = held.firstFrom(Long.MIN_VALUE, beginning);
    return begins <= time && (held.firstFrom(begins, completing) <= time || isCrowded(held));
  }

  /** Comes back for the oldest hit that is left, where nothing is begun. */
  private void arrangeRest(long first, TimerService timers) {
    if (first != Long.MAX_VALUE) {
      timers.registerEventTimeTimer(idleAt(first));
    }
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
        if (!anyBegins(hits)) {
          return; // nothing is begun for which they could count
        }
        current = automaton.begin();
      }
      tell(new Step(time, null, automaton.advance(current, events, time)), current);
      for (Hit hit : hits.size() < 2 ? hits : hits.stream().sorted(order).toList()) {
        tell(new Step(time, hit, automaton.take(current, events, hit)), current);
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

    private boolean anyBegins(List<Hit> hits) {
      for (Hit hit : hits) {
        if (hit.hitsAny(beginning)) {
          return true;
        }
      }
      return false;
    }

    /** Keeps what is begun, and comes back when it ends or the next hit is due. */
    void keep(GroupStates states, long nextHit, TimerService timers) throws Exception {
      NFAState current = state;
      states.automaton(current);
      if (current == null) {
        arrangeRest(nextHit, timers);
        return;
      }
      timers.registerEventTimeTimer(automaton.oldestEnd(current).orElseThrow());
      if (nextHit != Long.MAX_VALUE) {
        timers.registerEventTimeTimer(nextHit);
      }
    }

    private void tell(Step step, NFAState current) throws Exception {
      if (!step.complete().isEmpty()) {
        found(step.complete());
      }
      Watch watch = out.watch();
      if (watch != null) {
        watch.sequence(
            step.time(),
            step.hit(),
            step.complete().stream().map(SequencePattern::bySteps).toList(),
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
