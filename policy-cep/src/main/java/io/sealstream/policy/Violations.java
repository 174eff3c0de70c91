package io.sealstream.policy;

import io.sealstream.policy.correlate.Match;
import io.sealstream.policy.envelope.Governance;
import io.sealstream.policy.plan.Hit;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Position;
import io.sealstream.schemas.v1.Violation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes violations. */
final class Violations {
  private static final Comparator<Hit> OLDEST_FIRST =
      Comparator.comparingLong(Hit::timeMillis).thenComparing(Hit::eventId);

  private Violations() {}

  /**
   * The violation that a single event is.
   *
   * @param id {@link PolicyIdentity#violationId}
   */
  static Violation of(CompiledPolicy policy, DecodedEvent decoded, String id) {
    AuditEvent event = decoded.event();
    Map<String, String> noGroup = Map.of();
    Violation violation = begun(policy.identity());
    violation.setId(id);
    violation.setTenantId(event.getTenantId());
    violation.setTime(event.getTime());
    violation.setAnchor(event.getId());
    violation.setEventIds(List.of(event.getId()));
    violation.setPositions(
        List.of(new Position(decoded.topic(), decoded.partition(), decoded.offset())));
    violation.setGroup(noGroup);
    return violation;
  }

  /**
   * The violation that a match of a correlation is.
   *
   * @param id of its bucket: see {@link ViolationId#inBucket}
   */
  static Violation of(CorrelationKey key, PolicyIdentity policy, Match match, String id) {
    Hit anchor = match.anchor();
    List<Hit> events = match.events().stream().sorted(OLDEST_FIRST).toList();
    Violation violation = begun(policy);
    violation.setId(id);
    violation.setTenantId(key.tenant());
    violation.setTime(Instant.ofEpochMilli(anchor.timeMillis()));
    violation.setAnchor(anchor.eventId());
    violation.setEventIds(events.stream().map(Hit::eventId).toList());
    violation.setPositions(
        events.stream()
            .map(hit -> new Position(hit.topic(), hit.partition(), hit.offset()))
            .toList());
    violation.setGroup(match.group());
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
    violation.setLicense(rule.license());
    Governance governance = policy.governance();
    violation.setOwner(governance.owner());
    violation.setControls(governance.controls());
    violation.setRunbook(governance.runbook());
    return violation;
  }
}
