package io.sealstream.policy;

import io.sealstream.policy.publish.PolicyVerdict.Refused;
import io.sealstream.policy.publish.PolicyVersion;
import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.Decision;
import io.sealstream.schemas.v1.DecisionOutcome;
import io.sealstream.schemas.v1.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Entries of the decision log that are about policies rather than events. Those that say something
 * of the job as a whole are of the tenant {@link #TENANT}.
 */
final class PublicationDecisions {
  /** Of no customer. */
  static final String TENANT = TenantId.PLATFORM.value();

  private static final String DOMAIN = "sealstream/policy-log/v1";

  private PublicationDecisions() {}

  /**
   * That a version was taken up while the job ran.
   *
   * @param from by partition, the first offset that was judged with it
   */
  static Decision takenUp(
      PolicyVersion version, boolean late, List<Position> from, int subtask, Instant now) {
    Decision decision =
        begun(
            DecisionOutcome.ACTIVATED,
            version.statement().key(),
            List.of(Long.toString(version.offset()), Integer.toString(subtask), now.toString()),
            now);
    decision.setPolicyId(version.id());
    decision.setPolicyVersion(Long.toString(version.version()));
    decision.setPolicyHash(version.contentHash());
    decision.setApprover(version.statement().approver());
    decision.setReason(version.statement().reason());
    decision.setEffectiveFrom(version.effectiveFrom());
    decision.setLate(late);
    decision.setPositions(from);
    return decision;
  }

  /** That a record of the policies topic does not count. */
  static Decision refused(Refused refused, Instant now) {
    Decision decision =
        begun(
            DecisionOutcome.REFUSED,
            refused.key(),
            List.of(Long.toString(refused.record().offset())),
            now);
    decision.setPolicyId(refused.key());
    decision.setReason(refused.why());
    return decision;
  }

  /**
   * What a policy did with events of a tenant. The id is of all that it says but the clock and the
   * number of the epoch, unless the span is named by it: summaries of one id say the same.
   */
  static Decision summary(Tallies.Row row, SummarySpan span, Instant now) {
    PolicyIdentity policy = row.policy();
    Decision decision =
        begun(
            DecisionOutcome.SUMMARY,
            policy + " " + policy.contentHash(),
            List.of(row.tenant(), span.name(), row.counts().toString()),
            now);
    decision.setTenantId(row.tenant());
    decision.setPolicyId(policy.id());
    decision.setPolicyVersion(policy.version());
    decision.setPolicyHash(policy.contentHash());
    decision.setEpoch(span.epoch());
    decision.setPositions(span.positions());
    decision.setCounts(Map.copyOf(row.counts()));
    return decision;
  }

  private static Decision begun(
      DecisionOutcome outcome, String policy, List<String> parts, Instant now) {
    var decision = new Decision();
    decision.setId(
        ViolationId.hash(DOMAIN, List.of(outcome.name(), policy, String.join("|", parts))));
    decision.setTenantId(TENANT);
    decision.setPolicyId("");
    decision.setPolicyVersion("");
    decision.setPolicyHash("");
    decision.setOutcome(outcome);
    decision.setEvaluatedAt(now);
    decision.setAnchor("");
    decision.setEventIds(List.of());
    decision.setPositions(List.of());
    decision.setGroup(Map.of());
    decision.setSelections(Map.of());
    decision.setValues(Map.of());
    decision.setCounts(Map.of());
    return decision;
  }
}
