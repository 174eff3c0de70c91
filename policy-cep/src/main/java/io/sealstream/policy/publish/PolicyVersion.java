package io.sealstream.policy.publish;

import io.sealstream.policy.PolicySource;
import java.time.Instant;

/**
 * A version of a policy that was admitted. It governs events of {@code effectiveFrom} and later, up
 * to where a higher version of its id begins.
 *
 * @param statement what was signed
 * @param contentHash SHA-256 of the policy's UTF-8 text, lower-case hex
 * @param publishedAt when the broker took it
 * @param offset of the record that brought it
 */
public record PolicyVersion(
    PolicyStatement statement, String contentHash, Instant publishedAt, long offset) {

  public String id() {
    return statement.id();
  }

  public long version() {
    return statement.version();
  }

  public Instant effectiveFrom() {
    return statement.effectiveFrom();
  }

  /** The file, with the version and the time from which it counts. */
  public PolicySource source() {
    return statement.source();
  }
}
