package io.sealstream.sinks.search;

import io.sealstream.schemas.TenantId;

/**
 * Names of data streams. {@code audit-events-TENANT}: a tenant's events lie apart, so that access
 * rights and retention can differ. Outside {@code logs-*}, where the cluster's own templates would
 * interfere.
 */
public final class SearchStreams {
  static final String EVENTS_PREFIX = "audit-events-";

  /** Matches the event streams of all tenants. */
  public static final String ALL_EVENTS = EVENTS_PREFIX + "*";

  private SearchStreams() {}

  public static String events(TenantId tenant) {
    return EVENTS_PREFIX + tenant.value();
  }
}
