package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.HeldHits;
import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The keyed states of one operator for sequences and absences: hits that wait, the automaton's
 * begun matches and, under three names of Flink's own, the events of these. The names and forms are
 * what savepoints hold. Task thread only.
 */
public final class GroupStates implements AutoCloseable {
  private final ValueState<HeldHits> held;
  private final ValueState<NFAState> automaton;
  private final SharedBuffer<Hit> buffer;

  /** What was asked for last, and how much that was then. */
  private HeldHits last = new HeldHits();

  private int before;

  /**
   * Registers the states.
   *
   * @param store of the operator, as its initialisation gets it
   */
  public GroupStates(KeyedStateStore store) {
    held = store.getState(new ValueStateDescriptor<>("group-hits-v1", HeldHitsSerializer.INSTANCE));
    automaton =
        store.getState(new ValueStateDescriptor<>("group-automaton-v1", new NFAStateSerializer()));
    buffer = new SharedBuffer<>(store, HitSerializer.INSTANCE, new SharedBufferCacheConfig());
  }

  /**
   * Forgets the current key, whatever its policy was: for keys of policies that are gone.
   *
   * @return how many hits waited
   */
  public int forget() throws Exception {
    int waited = held().size();
    held.clear();
    NFAState state = automaton.value();
    if (state != null) {
      try (SharedBufferAccessor<Hit> accessor = buffer.getAccessor()) {
        for (ComputationState partial : state.getPartialMatches()) {
          release(partial, accessor);
        }
        for (ComputationState complete : state.getCompletedMatches()) {
          release(complete, accessor);
        }
        accessor.advanceTime(Long.MAX_VALUE);
      }
      automaton.clear();
    }
    return waited;
  }

  static void release(ComputationState match, SharedBufferAccessor<Hit> accessor) throws Exception {
    if (isBegun(match)) {
      accessor.releaseNode(match.getPreviousBufferEntry(), match.getVersion());
    }
  }

  /** Whether any event took a step: every automaton also has a match that waits to begin. */
  static boolean isBegun(ComputationState match) {
    return match.getPreviousBufferEntry() != null;
  }

  HeldHits held() throws IOException {
    HeldHits hits = held.value();
    last = hits == null ? new HeldHits() : hits;
    before = last.size();
    return last;
  }

  /** How many more hits wait in the group that a matcher was called for last, or fewer. */
  public int heldMore() {
    return last.size() - before;
  }

  void hold(HeldHits hits) throws IOException {
    if (hits.size() == 0) {
      held.clear();
    } else {
      held.update(hits);
    }
  }

  @Nullable NFAState automaton() throws IOException {
    return automaton.value();
  }

  void automaton(@Nullable NFAState state) throws IOException {
    if (state == null) {
      automaton.clear();
    } else {
      automaton.update(state);
    }
  }

  /** To be closed before the key changes. */
  SharedBufferAccessor<Hit> events() {
    return buffer.getAccessor();
  }

  @Override
  public void close() {
    buffer.releaseCacheStatisticsTimer();
  }
}
