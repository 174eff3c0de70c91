package io.sealstream.policy.envelope;

import java.util.List;

/**
 * Whose events a policy judges.
 *
 * @param all whether all but the named ones, rather than only these
 */
public record Tenants(boolean all, List<String> named) {
  static final Tenants EVERY = new Tenants(true, List.of());

  public Tenants {
    named = List.copyOf(named);
  }

  /** Whether the policy judges the tenant's events. */
  public boolean include(String tenant) {
    return named.contains(tenant) != all;
  }
}
