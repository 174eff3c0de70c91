package io.sealstream.cli.reckoning;

import java.util.Map;
import java.util.Set;

/**
 * What the search node holds.
 *
 * @param documents in all data streams of events, whichever tenant's
 * @param idsByTenant in the streams of the tenants that have events
 */
public record DocumentsReckoning(long documents, Map<String, Set<String>> idsByTenant) {}
