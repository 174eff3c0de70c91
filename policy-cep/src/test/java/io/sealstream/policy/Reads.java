package io.sealstream.policy;

import io.sealstream.schemas.v1.AuditEvent;
import java.time.Instant;
import java.util.Arrays;

/** Events that rules of {@link Correlations} hit. */
final class Reads {
  private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

  private Reads() {}

  static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  /** A read by u-1. */
  static AuditEvent read(String id, long seconds) {
    AuditEvent event = Events.own(id);
    event.setTime(at(seconds));
    return event;
  }

  static AuditEvent read(String id, long seconds, String actor) {
    AuditEvent event = read(id, seconds);
    event.getActor().setId(actor);
    return event;
  }

  /** An export by u-1. */
  static AuditEvent export(String id, long seconds) {
    AuditEvent event = read(id, seconds);
    event.setAction("export_folder");
    return event;
  }

  static AuditEvent withRoles(AuditEvent event, String... roles) {
    event.getActor().setRoles(Arrays.asList(roles));
    return event;
  }

  static AuditEvent ofTenant(String tenant, AuditEvent event) {
    event.setTenantId(tenant);
    return event;
  }
}
