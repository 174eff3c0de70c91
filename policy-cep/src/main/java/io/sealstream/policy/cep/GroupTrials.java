package io.sealstream.policy.cep;

import io.sealstream.policy.plan.GroupPlan;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.policy.sequence.Found;
import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Groups of sequences and absences outside of a job, through the matchers that the job has. Of a
 * group that waits for nothing, nothing remains. For one run and one thread.
 *
 * @param <K> names a group of a plan, among all groups of all plans
 */
public final class GroupTrials<K> implements AutoCloseable {
  private final MemoryStates memory = new MemoryStates();
  private final GroupStates states = new GroupStates(memory);
  private final IdentityHashMap<GroupPlan, GroupMatcher> matchers = new IdentityHashMap<>();

  /** By time, the groups to be advanced then. */
  private final TreeMap<Long, Map<K, GroupMatcher>> timers = new TreeMap<>();

  private final boolean watched;
  private long givenUp;
  private long watermark = Long.MIN_VALUE;

  /** Gets what is found. */
  public interface Output<K> {
    /** Something was found in a group; within {@link #advanceTo}. */
    void found(K group, Found found);

    /** Who looks at how a group comes to what is found in it; null where nobody does. */
    default GroupMatcher.@Nullable Watch watch(K group) {
      return null;
    }
  }

  /**
   * Without any group.
   *
   * @param watched whether {@link Output#watch} sees each step
   */
  public GroupTrials(boolean watched) {
    this.watched = watched;
  }

  /** What of Flink's declares that it fails, and does not for a plan that a reader gave. */
  private interface Call<T> {
    T run() throws Exception;
  }

  /**
   * Takes a hit of a group.
   *
   * @param watermark how far event time is
   */
  public Arrival add(GroupPlan plan, K group, Hit hit, long watermark) {
    return unfailing(
        () -> {
          GroupMatcher matcher = matchers.get(plan);
          if (matcher == null) {
            matcher = GroupMatcher.of(plan, GroupLimits.DEFAULT, watched, noContext());
            matchers.put(plan, matcher);
          }
          memory.key(group);
          return matcher.add(hit, states, watermark, new Timers(group, matcher));
        });
  }

  /** Tells what is found until the watermark is there, by the time at which it is. */
  public void advanceTo(long reached, Output<K> out) {
    watermark = Math.max(watermark, reached);
    while (!timers.isEmpty() && timers.firstKey() <= reached) {
      Map.Entry<Long, Map<K, GroupMatcher>> due = timers.pollFirstEntry();
      due.getValue().forEach((group, matcher) -> advance(group, matcher, due.getKey(), out));
    }
  }

  private void advance(K group, GroupMatcher matcher, long time, Output<K> out) {
    memory.key(group);
    boolean unused =
        unfailing(
            () -> {
              matcher.advance(time, states, new Timers(group, matcher), told(group, out));
              return true;
            });
  }

  private static <T> T unfailing(Call<T> call) {
    try {
      return call.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // Flink's automaton declares no less
      throw new IllegalStateException("Flink's automaton failed in memory", e);
    }
  }

  private GroupMatcher.Output told(K group, Output<K> out) {
    return new GroupMatcher.Output() {
      @Override
      public void found(Found each) {
        out.found(group, each);
      }

      @Override
      public GroupMatcher.@Nullable Watch watch() {
        return out.watch(group);
      }

      @Override
      public void givenUp(long partialMatches) {
        givenUp += partialMatches;
      }
    };
  }

  /** How many entries there are in all states of all groups. */
  public int held() {
    return memory.entries();
  }

  /** How many begun matches were given up, since a group had too many. */
  public long givenUp() {
    return givenUp;
  }

  @Override
  public void close() {
    for (GroupMatcher matcher : matchers.values()) {
      boolean unused =
          unfailing(
              () -> {
                matcher.close();
                return true;
              });
    }
    states.close();
  }

  /** Flink wants one, for conditions that ask it something; ours do not. */
  private static RuntimeContext noContext() {
    return (RuntimeContext)
        Proxy.newProxyInstance(
            RuntimeContext.class.getClassLoader(),
            new Class<?>[] {RuntimeContext.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method + " outside of a job");
            });
  }

  /** Event-time timers of one group. */
  private final class Timers implements TimerService {
    private final K group;
    private final GroupMatcher matcher;

    Timers(K group, GroupMatcher matcher) {
      this.group = group;
      this.matcher = matcher;
    }

    @Override
    public void registerEventTimeTimer(long time) {
      timers.computeIfAbsent(time, made -> new LinkedHashMap<>()).put(group, matcher);
    }

    @Override
    public void deleteEventTimeTimer(long time) {
      throw new UnsupportedOperationException("a timer too many does no harm");
    }

    @Override
    public long currentWatermark() {
      return watermark;
    }

    @Override
    public long currentProcessingTime() {
      throw new UnsupportedOperationException("matchers know event time only");
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
      throw new UnsupportedOperationException("matchers know event time only");
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
      throw new UnsupportedOperationException("matchers know event time only");
    }
  }
}
