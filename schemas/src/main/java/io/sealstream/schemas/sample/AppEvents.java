package io.sealstream.schemas.sample;

import io.sealstream.schemas.ingest.VendorEvent;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Geo;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Resource;
import io.sealstream.schemas.v1.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events as our own applications would emit them. */
final class AppEvents {

  /** What is done, in which application. */
  record Deed(String application, Category category, String action) {}

  /** Who does it, when. */
  record Moment(String tenant, String person, Instant time) {}

  private final Random random;

  AppEvents(Random random) {
    this.random = random;
  }

  AuditEvent event(Moment moment, Deed deed) {
    var event = new AuditEvent();
    event.setId(People.id(random, moment.time().toEpochMilli()));
    event.setTime(moment.time());
    event.setTenantId(moment.tenant());
    event.setEnvironment("prod");
    event.setService(deed.application());
    event.setCategory(deed.category());
    event.setAction(deed.action());
    event.setOutcome(Outcome.SUCCESS);
    event.setSeverity(1);
    event.setActor(person(moment.person(), moment.tenant()));
    event.setSource(source(moment.person()));
    event.setChanges(List.of());
    event.setLabels(Map.of());
    event.setEmitter(VendorEvent.UNSTAMPED);
    event.setLogSource(new LogSource("app", deed.application(), null));
    return event;
  }

  static Actor person(String name, String tenant) {
    var actor = new Actor();
    actor.setId("u-" + name);
    actor.setType(ActorType.USER);
    actor.setName(name);
    actor.setEmail(People.email(name, tenant));
    actor.setRoles(List.of());
    actor.setGroups(List.of());
    return actor;
  }

  static Resource resource(String type, String id, String classification) {
    var resource = new Resource();
    resource.setType(type);
    resource.setId(id);
    resource.setName(id);
    resource.setClassification(classification);
    return resource;
  }

  static AuditEvent abroad(AuditEvent event) {
    event.getSource().getGeo().setCountry("NZ");
    event.getSource().setIp("203.0.113.200");
    return event;
  }

  private static Source source(String person) {
    var geo = new Geo();
    geo.setCountry(People.country(person));
    var source = new Source();
    source.setIp(People.address(person));
    source.setUserAgent("Mozilla/5.0 (sample)");
    source.setGeo(geo);
    return source;
  }
}
