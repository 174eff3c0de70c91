package io.sealstream.policy;

import io.sealstream.schemas.DecodedEvent;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Emitter;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events for tests. */
final class Events {
  private Events() {}

  /** An event of an application of our own: no vendor JSON. */
  static AuditEvent own(String id) {
    var event = new AuditEvent();
    event.setId(id);
    event.setTime(Instant.parse("2026-03-01T02:10:00Z"));
    event.setTenantId("acme");
    event.setEnvironment("prod");
    event.setService("files");
    event.setCategory(Category.DATA);
    event.setAction("read_record");
    event.setOutcome(Outcome.SUCCESS);
    var actor = new Actor();
    actor.setId("u-1");
    actor.setType(ActorType.USER);
    actor.setRoles(List.of("viewer", "Editor"));
    actor.setGroups(List.of());
    event.setActor(actor);
    var source = new Source();
    source.setIp("192.0.2.7");
    event.setSource(source);
    event.setChanges(List.of());
    event.setLabels(Map.of());
    event.setEmitter(new Emitter("test", 1L, 0L));
    event.setLogSource(new LogSource("app", "files", null));
    return event;
  }

  /** As it is read from Kafka. */
  static DecodedEvent decoded(AuditEvent event) {
    return new DecodedEvent(event, "audit.events", 3, 0, 0);
  }

  /** An event that carries a vendor's JSON. */
  static AuditEvent vendor(String id, LogSource source, String original) {
    AuditEvent event = own(id);
    event.setLogSource(source);
    event.setOriginal(original);
    return event;
  }
}
