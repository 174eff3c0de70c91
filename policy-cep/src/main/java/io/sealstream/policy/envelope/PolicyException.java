package io.sealstream.policy.envelope;

import java.time.Instant;

/**
 * What an envelope says about an exception.
 *
 * @param expires events at or after it are not suppressed
 */
public record PolicyException(
    String id, String reason, String approver, String ticket, Instant expires) {}
