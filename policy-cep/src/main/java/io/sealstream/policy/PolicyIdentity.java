package io.sealstream.policy;

import io.sealstream.policy.envelope.Governance;
import io.sealstream.policy.sigma.RuleHeader;

/**
 * Which policy something is about, and what violations repeat of it.
 *
 * @param contentHash SHA-256 of the UTF-8 text of the whole file and of the other files' filters
 *     that reach it, lower-case hex
 */
record PolicyIdentity(
    String id, String version, String contentHash, RuleHeader header, Governance governance) {

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
