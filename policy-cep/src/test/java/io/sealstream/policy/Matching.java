package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.LogSource;
import java.util.List;

/** Asks one rule about one event. */
final class Matching {
  private static final LogSource VENDOR_LOG = new LogSource("vendor", "log", null);

  private Matching() {}

  /** Whether a rule with this one selection (flow-style YAML) matches vendor JSON. */
  static boolean selects(String selection, String json) {
    return matches(Rules.withSelection(selection), vendor(json));
  }

  static boolean matches(PolicySource rule, AuditEvent event) {
    var policies = new PolicySet(PolicyCompiler.compile(List.of(rule)));
    return !policies.evaluate(event).matches().isEmpty();
  }

  static AuditEvent vendor(String json) {
    return Events.vendor("e-1", VENDOR_LOG, json);
  }
}
