package io.sealstream.policy;

import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.correlate.Times;
import io.sealstream.policy.envelope.Envelope;
import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.envelope.Timing;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.SigmaRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A policy over several events: it sees the hits of its rules, group by group. */
sealed interface HitPolicy permits CompiledCorrelation, CompiledPattern {

  PolicyIdentity identity();

  Charter charter();

  /** The rules over single events that feed it: a hit's bits are their places. */
  List<SigmaRule> rules();

  /** The fields that the policy looks at, in the order of a hit's values. */
  List<FieldPath> slots();

  /** What an event holds in the fields that the policy looks at. Task thread only. */
  List<List<String>> values(EventView event);

  /** What a hit keeps of {@link #values}, once they are those of all views of the event. */
  List<List<String>> kept(List<List<String>> values);

  /** Those of an event's rules that remain where an exception matches the event. */
  long excepted(long rules);

  /** The id of the violation that a finding is: two of one id are told once. */
  String violationId(String tenant, Map<String, String> group, Hit anchor);

  /**
   * From when on no finding has that id: the first instant after the stretch of time that has one,
   * or the anchor's own time where each anchor has one.
   */
  long violationEnd(Hit anchor);

  /** How far apart in event time those may lie that make one finding. */
  long reachMillis();

  /** How long before an event lies what is needed to judge it, where nothing must be found. */
  default long lookBackMillis() {
    return 0;
  }

  /**
   * Whether a match counts under this version of the policy: it began while the version was in
   * force. What must not have happened before an event cannot be known of the time before the
   * version: such an event is judged by the version in force when that time began.
   */
  default boolean counts(Match match) {
    long back = lookBackMillis();
    Instant from = terms().effectiveFrom();
    if (back == 0) {
      return match.events().stream().anyMatch(event -> !event.isCarried());
    }
    return from == null || match.anchor().timeMillis() >= Times.plus(from.toEpochMilli(), back);
  }

  /** The same on other terms. */
  HitPolicy under(Charter charter);

  /** How it takes time. */
  default Timing timing() {
    return charter().envelope().map(Envelope::timing).orElse(Timing.DEFAULT);
  }

  default String id() {
    return identity().id();
  }

  /** On which terms its findings count. */
  default Terms terms() {
    return charter().terms();
  }
}
