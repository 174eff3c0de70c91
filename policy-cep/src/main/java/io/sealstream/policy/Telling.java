package io.sealstream.policy;

import io.sealstream.policy.RunningPolicies.Running;
import io.sealstream.policy.Tallies.Kind;
import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells what was found for the current key: a violation and a decision, in shadow the decision
 * only, once for each violation id. Ids are kept until nothing can be found under them any more.
 * Task thread only.
 */
final class Telling {
  private final MapState<String, Long> told;
  private final CorrelationMetrics metrics;
  private final Tallies tallies;

  /**
   * Matches of one key that are certain now.
   *
   * @param upTo the watermark up to which these are all; the beginning of time where more may come
   *     at once
   */
  record Certain(List<Match> matches, long upTo) {
    static Certain forNow(List<Match> matches) {
      return new Certain(matches, Long.MIN_VALUE);
    }
  }

  /**
   * Over state and counters that others use too.
   *
   * @param told the ids told of each key, with the watermark at which each can go
   */
  Telling(MapState<String, Long> told, CorrelationMetrics metrics, Tallies tallies) {
    this.told = told;
    this.metrics = metrics;
    this.tallies = tallies;
  }

  /**
   * Tells of each id the first match, unless it began when another version governed.
   *
   * @param certain all that this watermark, or this hit, brings
   */
  void tell(
      Certain certain,
      Running running,
      KeyedProcessFunction<CorrelationKey, KeyedHit, Violation>.Context context,
      Collector<Violation> out)
      throws Exception {
    if (certain.matches().isEmpty()) {
      return;
    }
    CorrelationKey key = context.getCurrentKey();
    HitPolicy policy = running.policy();
    for (Match match : certain.matches()) {
      if (!policy.counts(match)) {
        continue; // began when another version governed, which judges it
      }
      String id = policy.violationId(key.tenant(), match.group(), match.anchor());
      if (told.contains(id)) {
        metrics.deduplicated();
        tallies.add(policy.identity(), key.tenant(), Kind.DEDUPLICATED, 1);
        continue;
      }
      long forgetAt = running.goneAt(policy.violationEnd(match.anchor()));
      if (forgetAt > certain.upTo()) { // else nothing else comes under it, as of most triggers
        told.put(id, forgetAt);
        context.timerService().registerEventTimeTimer(forgetAt);
      }
      Violation finding = Violations.of(key, policy.identity(), match, id);
      DecisionOutcome outcome = DecisionOutcome.SHADOW;
      if (policy.terms().isTold(policy.id(), key.tenant(), match.group())) {
        outcome = DecisionOutcome.VIOLATION;
        metrics.violation(policy.id(), match.anchor().timeMillis());
        tallies.add(policy.identity(), key.tenant(), Kind.VIOLATIONS, 1);
        out.collect(finding);
      } else {
        metrics.shadow(policy.id(), match.anchor().timeMillis());
        tallies.add(policy.identity(), key.tenant(), Kind.SHADOW, 1);
      }
      decide(finding, outcome, Grounds.of(policy, match.events()), context);
    }
  }

  /**
   * A hit that can count no more ends in the decision log, unless its policy says otherwise: once,
   * by the version that governs its time.
   */
  void late(
      KeyedHit keyed,
      Running running,
      KeyedProcessFunction<CorrelationKey, KeyedHit, Violation>.Context context) {
    if (keyed.hit().isCarried()) {
      return;
    }
    HitPolicy policy = running.policy();
    tallies.add(policy.identity(), keyed.key().tenant(), Kind.TOO_LATE, 1);
    if (policy.timing().isLateTold()) {
      CorrelationKey key = keyed.key();
      Hit hit = keyed.hit();
      var match = new Match(hit, running.group(key.group()), List.of(hit), 1);
      String id =
          ViolationId.of(
              key.tenant(), policy.id(), policy.identity().version(), match.group(), hit.eventId());
      Violation late = Violations.of(key, policy.identity(), match, id);
      decide(late, DecisionOutcome.TOO_LATE, Grounds.of(policy, match.events()), context);
    }
  }

  private static void decide(
      Violation finding,
      DecisionOutcome outcome,
      Grounds grounds,
      KeyedProcessFunction<CorrelationKey, KeyedHit, Violation>.Context context) {
    var evaluatedAt = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    context.output(
        PolicyEvaluation.DECISIONS, Decisions.of(finding, outcome, evaluatedAt, grounds));
  }

  /** Lets the ids of the current key go under which nothing can be found any more by that time. */
  void forget(long time) throws Exception {
    var entries = told.iterator();
    if (!entries.hasNext()) {
      return; // as of most keys: there is nothing to look up again
    }
    while (entries.hasNext()) {
      if (entries.next().getValue() <= time) {
        entries.remove();
      }
    }
    if (told.isEmpty()) {
      told.clear(); // on the heap an empty map would stay
    }
  }

  /** Lets all ids of the current key go. */
  void forgetAll() {
    told.clear();
  }
}
