package io.sealstream.cli.reckoning;

/**
 * A record that is no event.
 *
 * @param sha256 of its value, lower-case hex; empty for a tombstone
 * @param reason a {@code RejectReason}
 */
public record Undecodable(String sha256, String reason) {}
