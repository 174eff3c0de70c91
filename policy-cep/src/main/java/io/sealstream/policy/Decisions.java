package io.sealstream.policy;

import io.sealstream.policy.PolicySet.Excepted;
import io.sealstream.policy.PolicySet.Finding;
import io.sealstream.policy.envelope.PolicyException;
import io.sealstream.policy.envelope.Terms.Ruling;
import io.sealstream.policy.sigma.Detection;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Position;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes decisions: one for every finding, whatever became of it. */
final class Decisions {

  private Decisions() {}

  /**
   * Of a policy over single events.
   *
   * @param violationId of the violation that the finding is, or would be
   */
  static Decision of(
      Finding finding, DecodedEvent decoded, String violationId, Instant evaluatedAt) {
    CompiledPolicy policy = finding.policy();
    DecisionOutcome outcome = outcome(finding.ruling());
    Decision decision = begun(policy.identity(), outcome, decoded, evaluatedAt);
    decision.setId(DecisionId.of(outcome, violationId));
    Detection detection = policy.rule().detection();
    decision.setSelections(detection.truths(finding.view()));
    decision.setValues(DecidingValues.of(detection, finding.view()));
    PolicyException exception = finding.judgement().exception();
    if (exception != null) {
      name(exception, decision);
    }
    return decision;
  }

  /** That an exception keeps an event out of a policy over several events. */
  static Decision of(Excepted excepted, DecodedEvent decoded, Instant evaluatedAt) {
    PolicyIdentity policy = excepted.policy().identity();
    Decision decision = begun(policy, DecisionOutcome.SUPPRESSED, decoded, evaluatedAt);
    decision.setId(DecisionId.of(DecisionOutcome.SUPPRESSED, policy.violationId(decoded.event())));
    name(excepted.exception(), decision);
    rest(decision, Grounds.of(excepted.policy(), List.of(excepted.member().of(decoded))));
    return decision;
  }

  /**
   * Of a policy over several events.
   *
   * @param finding the violation that it is, or would be
   */
  static Decision of(
      Violation finding, DecisionOutcome outcome, Instant evaluatedAt, Grounds grounds) {
    var decision = new Decision();
    decision.setCounts(Map.of());
    decision.setId(DecisionId.of(outcome, finding.getId()));
    decision.setTenantId(finding.getTenantId());
    decision.setPolicyId(finding.getPolicyId());
    decision.setPolicyVersion(finding.getPolicyVersion());
    decision.setPolicyHash(finding.getPolicyHash());
    decision.setOutcome(outcome);
    decision.setEvaluatedAt(evaluatedAt);
    decision.setAnchor(finding.getAnchor());
    decision.setEventIds(finding.getEventIds());
    decision.setPositions(finding.getPositions());
    decision.setGroup(finding.getGroup());
    rest(decision, grounds);
    return decision;
  }

  /** All but the id. */
  private static Decision begun(
      PolicyIdentity policy, DecisionOutcome outcome, DecodedEvent decoded, Instant evaluatedAt) {
    AuditEvent event = decoded.event();
    Map<String, String> noGroup = Map.of();
    var decision = new Decision();
    decision.setCounts(Map.of());
    decision.setTenantId(event.getTenantId());
    decision.setPolicyId(policy.id());
    decision.setPolicyVersion(policy.version());
    decision.setPolicyHash(policy.contentHash());
    decision.setOutcome(outcome);
    decision.setEvaluatedAt(evaluatedAt);
    decision.setAnchor(event.getId());
    decision.setEventIds(List.of(event.getId()));
    decision.setPositions(
        List.of(new Position(decoded.topic(), decoded.partition(), decoded.offset())));
    decision.setGroup(noGroup);
    decision.setSelections(Map.of());
    decision.setValues(Map.of());
    return decision;
  }

  private static void rest(Decision decision, Grounds grounds) {
    decision.setSelections(grounds.selections());
    decision.setValues(grounds.values());
  }

  private static void name(PolicyException exception, Decision decision) {
    decision.setExceptionId(exception.id());
    decision.setApprover(exception.approver());
  }

  private static DecisionOutcome outcome(Ruling ruling) {
    return switch (ruling) {
      case VIOLATION -> DecisionOutcome.VIOLATION;
      case SUPPRESSED -> DecisionOutcome.SUPPRESSED;
      case SHADOW -> DecisionOutcome.SHADOW;
      case NOT_JUDGED -> throw new IllegalArgumentException("not judged is no decision");
    };
  }
}
