package io.sealstream.policy;

import io.sealstream.policy.envelope.Governance;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Map;

/** Which policy something is about, and what violations repeat of it. */
record PolicyIdentity(PolicyContent content, RuleHeader header, Governance governance) {
  String id() {
    return content.id();
  }

  String version() {
    return content.version();
  }

  /** See {@link PolicyContent}. */
  String contentHash() {
    return content.hash();
  }

  /** The id of the violation that a single event is. */
  String violationId(AuditEvent event) {
    return ViolationId.of(event.getTenantId(), id(), version(), Map.of(), event.getId());
  }

  /** Not over all that the file says: its content tells identities apart. */
  @Override
  public int hashCode() {
    return content.hashCode();
  }

  @Override
  public String toString() {
    return content.toString();
  }
}
