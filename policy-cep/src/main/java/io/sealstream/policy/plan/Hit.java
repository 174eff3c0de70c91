package io.sealstream.policy.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of an event that hit at least one rule of a policy: all that correlating needs, and
 * what a violation names.
 *
 * @param eventId two hits with the same id are the same event, delivered again
 * @param timeMillis event time
 * @param partition with topic and offset: where the event lies
 * @param rules the rules that it hit, as bits by place
 * @param values for each of the policy's slots every value its field has in this event: none where
 *     it is missing or null, several where arrays fan out
 */
public record Hit(
    String eventId,
    long timeMillis,
    String topic,
    int partition,
    long offset,
    long rules,
    List<List<String>> values)
    implements Timed, Serializable {
  /**
   * The bit of {@link #rules} that no rule has: the policy's version had ended when the event
   * happened, which therefore only completes what began before.
   */
  public static final long CARRIED = Long.MIN_VALUE;

  /** How many rules one policy may have. */
  public static final int MOST_RULES = Long.SIZE - 1;

  public Hit {
    values = copied(values);
  }

  /** No streams: of each event there may be a hit for many policies. */
  private static List<List<String>> copied(List<List<String>> values) {
    List<List<String>> copies = new ArrayList<>(values.size());
    for (List<String> slot : values) {
      copies.add(List.copyOf(slot));
    }
    return List.copyOf(copies);
  }

  @Override
  public long time() {
    return timeMillis;
  }

  @Override
  public String id() {
    return eventId;
  }

  /** Whether it only completes what began before the policy's version ended. */
  public boolean isCarried() {
    return (rules & CARRIED) != 0;
  }

  /** Whether the event hit one of the rules, given as bits by place. */
  public boolean hitsAny(long some) {
    return (rules & some) != 0;
  }

  /** Whether the event hit the rule at that place. */
  public boolean hits(int rule) {
    return (rules & (1L << rule)) != 0;
  }
}
