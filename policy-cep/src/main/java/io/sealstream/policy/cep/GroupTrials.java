package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.GroupPlan;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.policy.sequence.Found;
import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;

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

  private long givenUp;

  /** Gets what is found. */
  public interface Output<K> {
    /** Something was found in a group; within {@link #advanceTo}. */
    void found(K group, Found found);
  }

  /**
   * Takes a hit of a group.
   *
   * @param watermark how far event time is
   * @throws Exception from Flink, for a plan that no reader gives
   */
  public Arrival add(GroupPlan plan, K group, Hit hit, long watermark) throws Exception {
    GroupMatcher matcher = matchers.get(plan);
    if (matcher == null) {
      matcher = matcher(plan);
      matchers.put(plan, matcher);
    }
    memory.key(group);
    return matcher.add(hit, states, watermark, new Timers(group, matcher));
  }

  private static GroupMatcher matcher(GroupPlan plan) throws Exception {
    return plan instanceof Sequence sequence
        ? new SequenceMatcher(sequence, GroupLimits.DEFAULT, noContext())
        : new AbsenceRunner((Absence) plan, GroupLimits.DEFAULT);
  }

  /** Tells what is found until the watermark is there, by the time at which it is. */
  public void advanceTo(long watermark, Output<K> out) throws Exception {
    while (!timers.isEmpty() && timers.firstKey() <= watermark) {
      Map.Entry<Long, Map<K, GroupMatcher>> due = timers.pollFirstEntry();
      for (var group : due.getValue().entrySet()) {
        memory.key(group.getKey());
        var timer = new Timers(group.getKey(), group.getValue());
        group.getValue().advance(due.getKey(), states, timer, told(group.getKey(), out));
      }
    }
  }

  private GroupMatcher.Output told(K group, Output<K> out) {
    return new GroupMatcher.Output() {
      @Override
      public void found(Found each) {
        out.found(group, each);
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
  public void close() throws Exception {
    for (GroupMatcher matcher : matchers.values()) {
      matcher.close();
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
      return Long.MIN_VALUE;
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
