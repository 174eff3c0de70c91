package io.sealstream.policy;

import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Position;
import io.sealstream.schemas.v1.Violation;
import java.util.List;
import java.util.Map;

/** Makes violations. */
final class Violations {
  private Violations() {}

  /** The violation that a single event is. */
  static Violation of(CompiledPolicy policy, DecodedEvent decoded) {
    AuditEvent event = decoded.event();
    Map<String, String> noGroup = Map.of();
    Violation violation = begun(policy.identity());
    violation.setId(
        ViolationId.of(event.getTenantId(), policy.id(), policy.version(), noGroup, event.getId()));
    violation.setTenantId(event.getTenantId());
    violation.setTime(event.getTime());
    violation.setAnchor(event.getId());
    violation.setEventIds(List.of(event.getId()));
    violation.setPositions(
        List.of(new Position(decoded.topic(), decoded.partition(), decoded.offset())));
    violation.setGroup(noGroup);
    return violation;
  }

  /** What every violation of a policy says. */
  private static Violation begun(PolicyIdentity policy) {
    RuleHeader rule = policy.header();
    var violation = new Violation();
    violation.setPolicyId(policy.id());
    violation.setPolicyVersion(policy.version());
    violation.setPolicyHash(policy.contentHash());
    violation.setTitle(rule.title());
    violation.setLevel(rule.level());
    violation.setTags(rule.tags());
    violation.setAuthor(rule.author());
    violation.setRuleLink(rule.link());
    violation.setDescription(rule.description());
    violation.setFalsepositives(rule.falsepositives());
    return violation;
  }
}
