package io.sealstream.policy.event;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ECS names of the search document, for rules that were written against Elastic's words. */
final class EcsNames {
  private static final Map<String, String> AVRO_BY_ECS = avroByEcs();

  private EcsNames() {}

  static @Nullable String avroName(String ecsName) {
    return AVRO_BY_ECS.get(ecsName);
  }

  static NativeField.Reading reading(String ecsName) {
    return switch (ecsName) {
      case "event.outcome" -> NativeField.Reading.ECS_OUTCOME;
      case "event.category" -> NativeField.Reading.ECS_CATEGORY;
      default -> NativeField.Reading.AS_IS;
    };
  }

  static String category(String category) {
    return switch (category) {
      case "ADMIN" -> "iam";
      case "DATA" -> "database";
      default -> category.toLowerCase(Locale.ROOT);
    };
  }

  private static Map<String, String> avroByEcs() {
    var names = new HashMap<String, String>();
    event(names);
    people(names);
    places(names);
    return Map.copyOf(names);
  }

  private static void event(Map<String, String> names) {
    names.put("@timestamp", "time");
    names.put("event.id", "id");
    names.put("event.created", "observed_time");
    names.put("organization.id", "tenant_id");
    names.put("service.name", "service");
    names.put("event.category", "category");
    names.put("event.action", "action");
    names.put("event.outcome", "outcome");
    names.put("event.reason", "reason");
    names.put("event.code", "status_code");
    names.put("http.response.status_code", "status_code");
    names.put("event.severity", "severity");
    names.put("http.request.id", "request_id");
    names.put("trace.id", "trace_id");
  }

  private static void people(Map<String, String> names) {
    for (String part : new String[] {"id", "name", "email", "domain", "roles"}) {
      names.put("user." + part, "actor." + part);
      names.put("user.target." + part, "target_actor." + part);
    }
    names.put("audit.actor.groups", "actor.groups");
    names.put("audit.actor.type", "actor.type");
    names.put("user.effective.id", "actor.on_behalf_of");
    names.put("audit.session.id", "actor.session_id");
    for (String part : new String[] {"protocol", "method", "mfa", "remote"}) {
      names.put("audit.auth." + part, "auth." + part);
    }
  }

  private static void places(Map<String, String> names) {
    for (String part : new String[] {"type", "id", "name", "owner_id", "classification"}) {
      names.put("audit.resource." + part, "resource." + part);
    }
    names.put("cloud.region", "resource.region");
    names.put("audit.changes", "changes");
    for (String part : new String[] {"field", "old", "new"}) {
      names.put("audit.changes." + part, "changes." + part);
    }
    names.put("source.domain", "source.host");
    names.put("user_agent.original", "source.user_agent");
    names.put("source.geo.country_iso_code", "source.geo.country");
    names.put("source.geo.region_iso_code", "source.geo.region");
    names.put("source.geo.city_name", "source.geo.city");
    names.put("source.as.number", "source.geo.as_number");
    names.put("source.as.organization.name", "source.geo.as_org");
    names.put("host.os.type", "device.os");
    names.put("audit.device.type", "device.type");
    names.put("audit.device.managed", "device.managed");
    names.put("source.bytes", "data.bytes_in");
    names.put("destination.bytes", "data.bytes_out");
    names.put("audit.data.records", "data.records");
    names.put("destination.domain", "data.destination");
  }
}
