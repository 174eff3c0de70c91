package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.configuration.Configuration;

/** Flink CEP's automaton for one sequence. A match is the events of each step, by its id. */
final class Automaton implements AutoCloseable {
  private final NFA<Hit> nfa;
  private final AfterMatchSkipStrategy skip;

  /**
   * Compiles a sequence.
   *
   * @throws Exception from Flink, for a sequence that no reader gives
   */
  Automaton(Sequence sequence, RuntimeContext context) throws Exception {
    nfa = NFACompiler.compileFactory(SequencePattern.of(sequence), false).createNFA();
    nfa.open(context, new Configuration());
    skip = SequencePattern.skip(sequence);
  }

  /** A state in which nothing is begun. */
  NFAState begin() {
    return nfa.createInitialNFAState();
  }

  /** Ends what cannot go on at that time: some of it is a match since nothing came. */
  Collection<Map<String, List<Hit>>> advance(
      NFAState state, SharedBufferAccessor<Hit> events, long time) throws Exception {
    return nfa.advanceTime(events, state, time, skip).f0;
  }

  /** Takes the next event, after {@link #advance} to its time. */
  Collection<Map<String, List<Hit>>> take(NFAState state, SharedBufferAccessor<Hit> events, Hit hit)
      throws Exception {
    // Our conditions do not ask for the time of day.
    return nfa.process(events, state, hit, hit.timeMillis(), skip, () -> 0);
  }

  /** The matches that are begun: the events of each step, by its id. */
  List<Map<String, List<Hit>>> begun(NFAState state, SharedBufferAccessor<Hit> events)
      throws Exception {
    List<Map<String, List<Hit>>> begun = new ArrayList<>();
    for (ComputationState match : state.getPartialMatches()) {
      if (GroupStates.isBegun(match)) {
        for (var steps :
            events.extractPatterns(match.getPreviousBufferEntry(), match.getVersion())) {
          begun.add(events.materializeMatch(steps));
        }
      }
    }
    return begun;
  }

  /** The time at which the oldest begun match ends; nothing where none is begun. */
  OptionalLong oldestEnd(NFAState state) {
    boolean isAny = false;
    long oldest = Long.MAX_VALUE;
    for (ComputationState match : state.getPartialMatches()) {
      if (GroupStates.isBegun(match)) {
        isAny = true;
        oldest = Math.min(oldest, match.getStartTimestamp() + nfa.getWindowTime());
      }
    }
    return isAny ? OptionalLong.of(oldest) : OptionalLong.empty();
  }

  /** Gives up the oldest begun matches, so that so many are left; says how many. */
  long giveUp(NFAState state, SharedBufferAccessor<Hit> events, int most) throws Exception {
    // One more is always there: it waits to begin.
    if (state.getPartialMatches().size() <= most + 1) {
      return 0;
    }
    PriorityQueue<ComputationState> oldestFirst = new PriorityQueue<>(state.getPartialMatches());
    PriorityQueue<ComputationState> kept =
        new PriorityQueue<>(NFAState.COMPUTATION_STATE_COMPARATOR);
    long excess = oldestFirst.stream().filter(GroupStates::isBegun).count() - most;
    long left = excess;
    while (!oldestFirst.isEmpty()) {
      ComputationState match = oldestFirst.remove();
      if (left > 0 && GroupStates.isBegun(match)) {
        GroupStates.release(match, events);
        left--;
      } else {
        kept.add(match);
      }
    }
    state.setNewPartialMatches(kept);
    return excess;
  }

  @Override
  public void close() throws Exception {
    nfa.close();
  }
}
