package io.sealstream.policy;

import java.io.Serializable;
import java.time.Instant;

/**
 * As what a file was published.
 *
 * @param version that of a file whose text states none
 * @param effectiveFrom the first event time that it governs, whatever its text says
 */
public record PolicyRelease(String version, Instant effectiveFrom) implements Serializable {}
