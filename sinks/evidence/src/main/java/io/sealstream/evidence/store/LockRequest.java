package io.sealstream.evidence.store;

import java.io.Serializable;
import java.time.Instant;

/**
 * The lock asked for.
 *
 * @param retainUntil the first instant at which the object may go; ignored for {@link
 *     LockMode#NONE}
 */
public record LockRequest(LockMode mode, Instant retainUntil) implements Serializable {
  public static final LockRequest NONE = new LockRequest(LockMode.NONE, Instant.EPOCH);
}
