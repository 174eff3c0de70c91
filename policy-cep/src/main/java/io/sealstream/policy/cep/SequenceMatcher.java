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
import java.util.OptionalLong;
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
    if (held.size() >= limits.hits()) {
      return Arrival.FULL;
    }
    if (!held.add(hit)) {
      return Arrival.REPEATED;
    }
    states.hold(held);
    timers.registerEventTimeTimer(hit.timeMillis());
    return Arrival.TAKEN;
  }

  @Override
  public void advance(long time, GroupStates states, TimerService timers, Output out)
      throws Exception {
    List<Hit> hits = due(time, states);
    NFAState state = states.automaton();
    if (state == null) {
      if (hits.stream().noneMatch(hit -> (hit.rules() & beginning) != 0)) {
        return;
      }
      state = automaton.begin();
    }
    try (SharedBufferAccessor<Hit> events = states.events()) {
      var onTime = automaton.advance(state, events, time);
      tell(onTime, out);
      show(out.watch(), new Seen(time, null, onTime), state, events);
      for (Hit hit : hits) {
        var onHit = automaton.take(state, events, hit);
        tell(onHit, out);
        show(out.watch(), new Seen(time, hit, onHit), state, events);
        long givenUp = automaton.giveUp(state, events, limits.partialMatches());
        if (givenUp > 0) {
          out.givenUp(givenUp);
        }
      }
      OptionalLong end = automaton.oldestEnd(state);
      if (end.isPresent()) {
        timers.registerEventTimeTimer(end.getAsLong());
        states.automaton(state);
      } else {
        // Nothing of this time can come any more: the counters of its events go too.
        events.advanceTime(Times.plus(time, 1));
        states.automaton(null);
      }
    }
  }

  private void show(
      @Nullable Watch watch, Seen seen, NFAState state, SharedBufferAccessor<Hit> events)
      throws Exception {
    if (watch != null) {
      watch.sequence(
          seen.time(),
          seen.hit(),
          seen.complete().stream().map(SequencePattern::bySteps).toList(),
          automaton.begun(state, events).stream().map(SequencePattern::bySteps).toList());
    }
  }

  private List<Hit> due(long time, GroupStates states) throws Exception {
    HeldHits held = states.held();
    List<Hit> hits = held.removeAt(time);
    if (hits.isEmpty()) {
      return hits;
    }
    states.hold(held);
    return hits.stream().sorted(order).toList();
  }

  private static void tell(Collection<Map<String, List<Hit>>> matches, Output out) {
    Found.eachAnchor(
            matches.stream()
                .map(match -> Found.of(match.values().stream().flatMap(List::stream).toList()))
                .toList())
        .forEach(out::found);
  }

  @Override
  public void close() throws Exception {
    automaton.close();
  }
}
