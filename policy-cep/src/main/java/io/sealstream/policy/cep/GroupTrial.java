package io.sealstream.policy.cep;

import io.sealstream.policy.plan.Absence;
import io.sealstream.policy.plan.GroupPlan;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.plan.Sequence;
import io.sealstream.policy.sequence.Found;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;

/**
 * One group of one policy outside of a job, through the matchers that the job has: takes all hits,
 * then lets the watermark pass them. For one run and one thread.
 */
public final class GroupTrial implements AutoCloseable {
  private final GroupMatcher matcher;
  private final GroupStates states = new GroupStates(new MemoryStates());
  private final Timers timers = new Timers();

  /**
   * Prepares a group.
   *
   * @throws Exception from Flink, for a plan that no reader gives
   */
  public GroupTrial(GroupPlan plan) throws Exception {
    this.matcher =
        plan instanceof Sequence sequence
            ? new SequenceMatcher(sequence, GroupLimits.DEFAULT, noContext())
            : new AbsenceRunner((Absence) plan, GroupLimits.DEFAULT);
  }

  /** Takes a hit of the group, in whatever order. */
  public void add(Hit hit) throws Exception {
    var unused = matcher.add(hit, states, Long.MIN_VALUE, timers);
  }

  /** What is found once the watermark has passed all hits, by the time at which it is. */
  public List<Found> end() throws Exception {
    return advanceTo(Long.MAX_VALUE);
  }

  /** What is found until the watermark is there, by the time at which it is. */
  public List<Found> advanceTo(long watermark) throws Exception {
    var found = new ArrayList<Found>();
    var output =
        new GroupMatcher.Output() {
          @Override
          public void found(Found each) {
            found.add(each);
          }

          @Override
          public void givenUp(long partialMatches) {}
        };
    while (!timers.times.isEmpty() && timers.times.first() <= watermark) {
      matcher.advance(timers.times.pollFirst(), states, timers, output);
    }
    return found;
  }

  @Override
  public void close() throws Exception {
    matcher.close();
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

  /** Event-time timers of the one key. */
  private static final class Timers implements TimerService {
    private final TreeSet<Long> times = new TreeSet<>();

    @Override
    public void registerEventTimeTimer(long time) {
      times.add(time);
    }

    @Override
    public void deleteEventTimeTimer(long time) {
      times.remove(time);
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
