package io.sealstream.policy;

import io.sealstream.policy.envelope.Terms;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.SigmaRule;
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

  /** The last instant of the stretch of time whose findings have that id. */
  long violationEnd(Hit anchor);

  /** The same, as its own tests see it. */
  HitPolicy forTests();

  default String id() {
    return identity().id();
  }

  /** On which terms its findings count. */
  default Terms terms() {
    return charter().terms();
  }
}
