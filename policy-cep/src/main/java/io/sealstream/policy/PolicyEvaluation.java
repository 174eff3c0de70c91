package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/** The one door to Flink: policies as a function over decoded events. */
public final class PolicyEvaluation {
  private PolicyEvaluation() {}

  /**
   * A stateless function that emits one violation for every policy that an event matches, in the
   * order in which the policies are given. Violations of an event that is read again have the same
   * ids.
   *
   * <p>The policies are compiled when the task opens; call {@link #check} before submitting.
   * Metrics are in the group {@code sealstream.policy}.
   */
  public static ProcessFunction<DecodedEvent, Violation> function(List<PolicySource> sources) {
    return new EvaluateFunction(sources);
  }

  /**
   * Compiles the policies and forgets them, so that a job fails before it is submitted.
   *
   * @return what is not wrong but probably not meant
   * @throws PolicyCompilationException with every problem of every file
   */
  public static List<PolicyProblem> check(List<PolicySource> sources) {
    return PolicyCompiler.compile(sources).warnings();
  }
}
