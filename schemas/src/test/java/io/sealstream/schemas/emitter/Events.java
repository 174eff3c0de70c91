package io.sealstream.schemas.emitter;

import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small events for tests of the emitter. */
final class Events {
  private Events() {}

  static AuditEvent event(String id, Instant time) {
    var actor = new Actor();
    actor.setId("alice");
    actor.setType(ActorType.USER);
    actor.setRoles(List.of());
    actor.setGroups(List.of());
    var event = new AuditEvent();
    event.setId(id);
    event.setTime(time);
    event.setTenantId("acme");
    event.setEnvironment("");
    event.setService("files");
    event.setCategory(Category.FILE);
    event.setAction("read_file");
    event.setOutcome(Outcome.SUCCESS);
    event.setSeverity(1);
    event.setActor(actor);
    event.setSource(new Source());
    event.setChanges(List.of());
    event.setLabels(Map.of());
    event.setLogSource(new LogSource("app", "files", null));
    return event;
  }
}
