package io.sealstream.schemas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.LogSource;
import io.sealstream.schemas.v1.Outcome;
import io.sealstream.schemas.v1.Source;
import java.util.List;
import java.util.Map;

/**
 * A vendor that has no mapping of its own: action, actor and address are taken from the field names
 * that audit logs commonly use; everything else stays in {@code original}, where rules for that
 * vendor look. Category and outcome remain UNKNOWN, because a guess would mislead.
 */
final class GenericMapping {
  /** Where vendors write the time, in the order in which these are looked for. */
  static final String[] TIMES = {
    "eventTime",
    "published",
    "created_at",
    "requestReceivedTimestamp",
    "stageTimestamp",
    "@timestamp",
    "timestamp",
    "time"
  };

  private static final String[] ACTIONS = {
    "eventName", "eventType", "action", "protoPayload.methodName", "operationName", "verb"
  };
  private static final String[] ACTORS = {
    "actor.id",
    "actor",
    "user.username",
    "protoPayload.authenticationInfo.principalEmail",
    "caller",
    "userPrincipalName",
    "user_id",
    "user"
  };
  private static final String[] ADDRESSES = {
    "client.ipAddress",
    "actor_ip",
    "protoPayload.requestMetadata.callerIp",
    "callerIpAddress",
    "ipAddress",
    "ipaddr"
  };

  private GenericMapping() {}

  /** Maps a record. */
  static AuditEvent map(VendorEvent vendor) {
    JsonNode record = vendor.json();
    LogSource logSource = vendor.logSource();
    String action = Fields.text(record, ACTIONS);
    var event = new AuditEvent();
    event.setId(vendor.id());
    event.setTime(vendor.time());
    event.setTenantId(vendor.tenant().value());
    event.setEnvironment("");
    event.setService(logSource.getProduct());
    event.setCategory(Category.UNKNOWN);
    event.setAction(action == null ? "unknown" : SnakeCase.of(action));
    event.setOutcome(Outcome.UNKNOWN);
    event.setSeverity(0);
    event.setActor(actor(record));
    event.setSource(source(record));
    event.setChanges(List.of());
    event.setLabels(Map.of());
    event.setEmitter(VendorEvent.UNSTAMPED);
    event.setLogSource(logSource);
    event.setOriginal(vendor.raw());
    return event;
  }

  private static Actor actor(JsonNode record) {
    String id = Fields.text(record, ACTORS);
    var actor = new Actor();
    actor.setId(id == null ? "unknown" : id);
    actor.setType(ActorType.UNKNOWN);
    actor.setRoles(List.of());
    actor.setGroups(List.of());
    return actor;
  }

  private static Source source(JsonNode record) {
    var source = new Source();
    String address = Fields.text(record, ADDRESSES);
    if (address != null && IpLiteral.isIp(address)) {
      source.setIp(address);
    } else {
      source.setHost(address);
    }
    return source;
  }
}
