package io.sealstream.cli.reckoning;

/**
 * A record that is no event.
 *
 * @param fingerprint of its key, value and headers
 * @param reason a {@code RejectReason}
 */
public record Undecodable(String fingerprint, String reason) {}
