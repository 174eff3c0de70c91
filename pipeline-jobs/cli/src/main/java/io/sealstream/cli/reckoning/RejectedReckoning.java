package io.sealstream.cli.reckoning;

import java.util.List;
import java.util.Map;

/**
 * What {@code audit.rejected} holds.
 *
 * @param records committed records
 * @param copies by the position of the original, and so without repeats
 * @param repeated originals that are there more than once
 */
public record RejectedReckoning(
    long records, Map<String, Undecodable> copies, List<String> repeated) {}
