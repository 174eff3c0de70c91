package io.sealstream.policy;

import io.sealstream.policy.envelope.Governance;
import io.sealstream.policy.sigma.RuleHeader;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Map;
import java.util.Objects;

/**
 * Which policy something is about, and what violations repeat of it.
 *
 * @param contentHash SHA-256 of the UTF-8 text of the whole file and of the other files' filters
 *     that reach it, lower-case hex
 */
record PolicyIdentity(
    String id, String version, String contentHash, RuleHeader header, Governance governance) {

  /** The id of the violation that a single event is. */
  String violationId(AuditEvent event) {
    return ViolationId.of(event.getTenantId(), id, version, Map.of(), event.getId());
  }

  /** Not over all that the file says: these three tell identities apart. */
  @Override
  public int hashCode() {
    return Objects.hash(id, version, contentHash);
  }

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
