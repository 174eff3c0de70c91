package io.sealstream.policy;

import io.sealstream.policy.BacktestDecision.Outcome;
import io.sealstream.policy.cep.GroupMatcher;
import io.sealstream.policy.cep.GroupTrials;
import io.sealstream.policy.correlate.Added;
import io.sealstream.policy.correlate.Correlator;
import io.sealstream.policy.correlate.Limits;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sequence.Arrival;
import io.sealstream.policy.sequence.Found;
import io.sealstream.policy.sequence.Groups;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Policies over history, through the matching and correlating that the job does. Events come one
 * after the other; after each the watermark follows the newest. Decisions go out as soon as they
 * are certain: what policies over several events find has the job's ids, the first of each id. A
 * rule over single events decides about an event as often as it comes.
 *
 * <p>Memory is that of the windows that are open. For one run and one thread.
 */
public final class Backtest implements AutoCloseable {
  private static final String TOPIC = "backtest";

  private final PolicySet policies;
  private final BacktestTime time;
  private final BacktestDecisions decisions;
  private final CorrelationTrials correlations;
  private final GroupTrials<GroupKey> patterns;
  private final BacktestWatch watch;

  /** By when they are forgotten, the ids told. */
  private final TreeMap<Long, List<String>> toForget = new TreeMap<>();

  private final Set<String> told = new HashSet<>();
  private final GroupTrials.Output<GroupKey> patternFindings =
      new GroupTrials.Output<>() {
        @Override
        public void found(GroupKey group, Found found) {
          Backtest.this.found(group, found);
        }

        @Override
        public GroupMatcher.@Nullable Watch watch(GroupKey group) {
          return Backtest.this.watch.pattern(group.tenant(), group.group());
        }
      };

  private long watermark = Long.MIN_VALUE;
  private long events;
  private long unreadable;
  private long hits;
  private long late;
  private long tooLate;
  private long lost;
  private boolean hit;

  private record GroupKey(CompiledPattern policy, String tenant, List<String> group) {}

  /**
   * Prepares a run.
   *
   * @param policies compiled together
   * @param decisions called on the calling thread, within {@link #add} and {@link #end}
   */
  public Backtest(PolicyBook policies, BacktestTime time, Consumer<BacktestDecision> decisions) {
    this(policies, time, decisions, BacktestWatch.NOBODY);
  }

  /** The same, with somebody who looks at how it comes to what it decides. */
  Backtest(
      PolicyBook policies,
      BacktestTime time,
      Consumer<BacktestDecision> decisions,
      BacktestWatch watch) {
    this.watch = watch;
    this.patterns = new GroupTrials<>(watch != BacktestWatch.NOBODY);
    this.policies = new PolicySet(policies);
    this.time = time;
    this.decisions = new BacktestDecisions(policies, decisions);
    this.correlations =
        new CorrelationTrials(time.allowedLateness(), this::tell, count -> lost += count, watch);
  }

  /** Takes an event, and then lets the watermark follow it. */
  public void add(AuditEvent event) {
    PolicySet.Outcome outcome = policies.evaluate(event);
    hit = !outcome.isNothing();
    unreadable += outcome.isOriginalReadable() ? 0 : 1;
    outcome.matches().forEach(policy -> decisions.of(policy.identity(), event, Outcome.VIOLATION));
    outcome.suppressed().forEach(policy -> decisions.of(policy, event, Outcome.SUPPRESSED));
    outcome.shadow().forEach(policy -> decisions.of(policy, event, Outcome.SHADOW));
    var decoded = new DecodedEvent(event, TOPIC, 0, events++, 0);
    for (MemberHit member : outcome.memberHits()) {
      Hit hit = member.of(decoded);
      watch.hit(event.getTenantId(), hit);
      if (member.policy() instanceof CompiledPattern pattern) {
        arrange(pattern, hit, event.getTenantId());
      } else {
        correlate((CompiledCorrelation) member.policy(), hit, event.getTenantId());
      }
    }
    long newest = Times.minus(event.getTime().toEpochMilli(), time.outOfOrderness().toMillis());
    advanceTo(Times.minus(newest, 1));
  }

  /** No event comes any more: the watermark goes to the end of time. */
  public void end() {
    advanceTo(Long.MAX_VALUE);
  }

  /** What was done until now. */
  public BacktestCounts counts() {
    return new BacktestCounts(events, unreadable, hits, late, tooLate, lost + patterns.givenUp());
  }

  /** Whether the event that was added last hit a rule of any policy. */
  boolean hasHit() {
    return hit;
  }

  /** How many keys, groups and ids there are in memory. */
  int held() {
    return correlations.held() + patterns.held() + told.size();
  }

  private void correlate(CompiledCorrelation policy, Hit hit, String tenant) {
    Correlator correlator = correlations.of(policy);
    for (List<String> key : correlator.keys(hit, correlations.losses())) {
      hits++;
      boolean isLate = hit.timeMillis() <= watermark;
      Added added = correlations.add(policy, tenant, key, hit, watermark);
      watch.arrived(tenant, hit, key, added.name());
      switch (added) {
        case TAKEN -> late += isLate ? 1 : 0;
        case LATE -> late++;
        case GONE -> tooLate++;
        case REPEATED, NO_PART -> {}
      }
    }
  }

  private void arrange(CompiledPattern policy, Hit hit, String tenant) {
    Groups own = Groups.of(policy.plan().grouping(), hit, policy.seen(), Limits.DEFAULT.groups());
    lost += own.cut();
    own.hits()
        .forEach(
            (group, part) -> {
              hits++;
              var key = new GroupKey(policy, tenant, group);
              Arrival arrival = patterns.add(policy.plan(), key, part, watermark);
              watch.arrived(tenant, part, group, arrival.name());
              switch (arrival) {
                case LATE -> late++;
                case TOO_LATE -> tooLate++;
                case FULL -> lost++;
                case TAKEN, REPEATED, NO_PART -> {}
              }
            });
  }

  private void advanceTo(long to) {
    if (to <= watermark) {
      return;
    }
    watermark = to;
    correlations.advanceTo(to);
    patterns.advanceTo(to, patternFindings);
    while (!toForget.isEmpty() && toForget.firstKey() <= to) {
      toForget.pollFirstEntry().getValue().forEach(told::remove);
    }
  }

  private void found(GroupKey key, Found found) {
    Map<String, String> group = key.policy().group(key.group());
    tell(
        key.policy(), key.tenant(), new Match(found.anchor(), group, found.events(), found.took()));
  }

  private void tell(HitPolicy policy, String tenant, Match match) {
    String id = policy.violationId(tenant, match.group(), match.anchor());
    if (!policy.counts(match)) {
      watch.found(tenant, match, id, BacktestWatch.Told.NOT_COUNTED);
      return;
    }
    long end = policy.violationEnd(match.anchor());
    long forgetAt =
        policy instanceof CompiledCorrelation correlation
            ? correlations.of(correlation).goneAt(end)
            : ((CompiledPattern) policy).goneAt(end);
    boolean isFirst = told.add(id);
    watch.found(
        tenant, match, id, isFirst ? BacktestWatch.Told.FIRST : BacktestWatch.Told.REPEATED);
    if (isFirst) {
      toForget.computeIfAbsent(forgetAt, made -> new ArrayList<>(1)).add(id);
      decisions.of(policy, tenant, match, id);
    }
  }

  @Override
  public void close() {
    patterns.close();
  }
}
