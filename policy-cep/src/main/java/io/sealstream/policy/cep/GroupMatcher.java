package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.GroupPlan;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.policy.sequence.Found;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one policy looks for in one group at a time: the group whose key is current in Flink.
 * All it remembers of a group is in {@link GroupStates}, so that one operator can call the matchers
 * of all policies, each for the keys of its own. Task thread only.
 */
public sealed interface GroupMatcher extends AutoCloseable permits SequenceMatcher, AbsenceRunner {

  /**
   * What finds a plan's matches.
   *
   * @param watched whether {@link Output#watch()} is to see each step
   * @param context of the function that calls this
   * @throws Exception from Flink, for a plan that no reader gives
   */
  static GroupMatcher of(
      GroupPlan plan, GroupLimits limits, boolean watched, RuntimeContext context)
      throws Exception {
    return plan instanceof Sequence sequence
        ? new SequenceMatcher(sequence, limits, watched, context)
        : new AbsenceRunner((Absence) plan, limits);
  }

  /**
   * Takes a hit, and sets the event-time timers that it needs.
   *
   * @param watermark the highest that the operator has ever seen: after a restore Flink's own
   *     begins anew, and what is late would not seem so
   */
  Arrival add(Hit hit, GroupStates states, long watermark, TimerService timers) throws Exception;

  /** To be called at every event-time timer of the key. A timer too many does no harm. */
  void advance(long time, GroupStates states, TimerService timers, Output out) throws Exception;

  @Override
  void close() throws Exception;

  /** Sees how a matcher comes to what it finds; called within {@link #advance}. */
  interface Watch {
    /**
     * A sequence has come that far: its automaton was told the time, or took the hit.
     *
     * @param hit null where only time went on
     * @param complete the matches that this completed, each the events of each step, by its id
     * @param begun the matches that are begun now, in the same form
     */
    void sequence(
        long time,
        @Nullable Hit hit,
        List<Map<String, List<Hit>>> complete,
        List<Map<String, List<Hit>>> begun);

    /**
     * Begun matches of a sequence were given up: the group had too many.
     *
     * @param begun those that are left, in the same form
     */
    void givenUp(long time, List<Map<String, List<Hit>>> begun);

    /** An absence judged a trigger: what spared it, oldest first; it is found where nothing did. */
    void absence(long time, Hit trigger, List<Hit> sparing);
  }

  /** Gets what is found; called within {@link #advance}. */
  interface Output {
    /**
     * Once for each anchor and call. One anchor may come again in a later call: where steps are
     * skipped after a match, and where the last step is one that must not happen.
     */
    void found(Found found);

    /** Who looks at how it comes to that, in a matcher that is watched; null where nobody does. */
    default @Nullable Watch watch() {
      return null;
    }

    /** So many begun matches, the oldest ones, were given up since the group had too many. */
    void givenUp(long partialMatches);
  }
}
