package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.typeinfo.AvroRecordTypeInfo;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.Violation;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * The one door to Flink: policies as operators over decoded events.
 *
 * <p>{@link #matching} is stateless and finds what single events violate; what they mean for
 * correlations leaves it by {@link #HITS}, to be keyed by {@link KeyedHit#key} and given to {@link
 * #correlating}. Both compile the policies when the task opens; call {@link #check} before
 * submitting. Metrics are in the group {@code sealstream.policy}.
 */
public final class PolicyEvaluation {
  /** What events mean for correlations. An event that hits no rule of one is not in it. */
  public static final OutputTag<KeyedHit> HITS = new OutputTag<>("hits", KeyedHit.TYPE);

  /**
   * One decision for every finding of either operator, be it a violation, suppressed or shadow: the
   * decision log. A decision's id is the same whenever it is made; its time is that of the machine.
   */
  public static final OutputTag<Decision> DECISIONS =
      new OutputTag<>("decisions", AvroRecordTypeInfo.of(Decision.class));

  private PolicyEvaluation() {}

  /**
   * A stateless operator that emits one violation for every policy over single events that an event
   * matches, in the order in which the policies are given. Violations of an event that is read
   * again have the same ids.
   */
  public static OneInputStreamOperator<DecodedEvent, Violation> matching(
      List<PolicySource> sources) {
    return matching(PolicyInputs.of(sources));
  }

  /**
   * The same with policies that are published while it runs: each event is judged by the versions
   * that govern its time. None is judged before all that was published when the operator opened is
   * there. What is published later is taken up before the next event, and {@link #DECISIONS} tell
   * of it, with the offsets from which it counts.
   */
  public static OneInputStreamOperator<DecodedEvent, Violation> matching(PolicyInputs inputs) {
    return new MatchOperator(inputs);
  }

  /**
   * An operator on keyed hits that emits one violation for every group and every part of event
   * time, as long as a correlation's time span, in which it is fulfilled. The ids are the same
   * whatever the order in which hits come, as long as none is later than the lateness, or late at
   * all where the watermark judges; which of several anchors a violation names may differ.
   *
   * <p>Needs watermarks: by them it judges what only they make certain, and empties its state.
   *
   * @param sources the same as for {@link #matching}
   * @param lateness how far behind the watermark a hit may come when its windows have ended, and
   *     still be used
   */
  public static OneInputStreamOperator<KeyedHit, Violation> correlating(
      List<PolicySource> sources, Duration lateness) {
    return correlating(PolicyInputs.of(sources), lateness);
  }

  /**
   * The same with policies that are published while it runs.
   *
   * @param inputs the same as for {@link #matching}
   */
  public static OneInputStreamOperator<KeyedHit, Violation> correlating(
      PolicyInputs inputs, Duration lateness) {
    return new CorrelateOperator(new CorrelateFunction(inputs, lateness));
  }

  /**
   * Compiles the policies and forgets them, so that a job fails before it is submitted.
   *
   * @return what is not wrong but probably not meant
   * @throws PolicyCompilationException with every problem of every file, and with every envelope
   *     that would enforce without passing its own tests
   */
  public static List<PolicyProblem> check(List<PolicySource> sources) {
    return PolicyGate.compile(sources).warnings();
  }
}
