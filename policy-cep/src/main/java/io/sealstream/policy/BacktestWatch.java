package io.sealstream.policy;

import io.sealstream.policy.cep.GroupMatcher;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.WindowReading;
import io.sealstream.policy.plan.Hit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees how a backtest comes to what it decides: what its matchers compute, not what an explanation
 * would compute again. Called on the backtest's thread.
 */
interface BacktestWatch {
  /** Looks at nothing. */
  BacktestWatch NOBODY = new BacktestWatch() {};

  /** What becomes of a match. */
  enum Told {
    FIRST,
    /** It has the id of one that was told before. */
    REPEATED,
    /** It began when the version was not in force. */
    NOT_COUNTED
  }

  /** The event of that tenant whose windows are to be told; null where there is none. */
  default @Nullable String watched(String tenant) {
    return null;
  }

  /** An event takes part in the policy, in whatever groups. */
  default void hit(String tenant, Hit hit) {}

  /** An event came to a group. */
  default void arrived(String tenant, Hit hit, List<String> group, String became) {}

  /** The window of a correlation that ends with the watched event was judged. */
  default void judged(WindowReading reading) {}

  /** Who looks at a group of a sequence or an absence; null where nobody does. */
  default GroupMatcher.@Nullable Watch pattern(String tenant, List<String> group) {
    return null;
  }

  /** Something was found. */
  default void found(String tenant, Match match, String id, Told told) {}
}
