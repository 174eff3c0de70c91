package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;

/**
 * Asks policies about single events outside of a job, with the matcher and the index that the job
 * has. For one thread.
 */
public final class PolicyMatcher {
  private final PolicySet policies;

  /** Indexes policies that were compiled together. */
  public PolicyMatcher(PolicyBook policies) {
    this.policies = new PolicySet(policies);
  }

  /** The policies that the event matches, in the order in which they were compiled. */
  public List<CompiledPolicy> matches(AuditEvent event) {
    return policies.evaluate(event).matches();
  }
}
