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

/** Makes the events by which a receiver learns how far an emitter has come. */
final class Heartbeats {
  static final String ACTION = "emitter_heartbeat";

  /** Why a heartbeat is sent; the lower-case name is its label {@code heartbeat}. */
  enum Kind {
    /** Asked for by the application, or by the schedule. */
    ALIVE("alive"),
    /** The emitter's last word: nothing follows in this epoch. */
    FINAL("final");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private Heartbeats() {}

  static AuditEvent event(
      String emitterId, String tenant, Kind kind, long lastEventSeq, Instant now) {
    var actor = new Actor();
    actor.setId(emitterId);
    actor.setType(ActorType.SYSTEM);
    actor.setRoles(List.of());
    actor.setGroups(List.of());
    var event = new AuditEvent();
    event.setTime(now);
    event.setTenantId(tenant);
    event.setEnvironment("");
    event.setService("sealstream-emitter");
    event.setCategory(Category.SESSION);
    event.setAction(ACTION);
    event.setOutcome(Outcome.SUCCESS);
    event.setSeverity(1);
    event.setActor(actor);
    event.setSource(new Source());
    event.setChanges(List.of());
    event.setLabels(Map.of("last_event_seq", Long.toString(lastEventSeq), "heartbeat", kind.word));
    event.setLogSource(new LogSource("sealstream", "emitter", null));
    return event;
  }
}
