package io.sealstream.schemas.ecs;

import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ECS's own words for what happened: {@code event.category}, {@code event.type}, {@code
 * event.outcome}.
 */
final class EventWords {

  /** The leading verb of an action. */
  private static final Map<String, String> TYPE_BY_VERB =
      Map.ofEntries(
          Map.entry("create", "creation"),
          Map.entry("add", "creation"),
          Map.entry("run", "creation"),
          Map.entry("update", "change"),
          Map.entry("modify", "change"),
          Map.entry("change", "change"),
          Map.entry("set", "change"),
          Map.entry("put", "change"),
          Map.entry("attach", "change"),
          Map.entry("detach", "change"),
          Map.entry("enable", "change"),
          Map.entry("disable", "change"),
          Map.entry("delete", "deletion"),
          Map.entry("remove", "deletion"),
          Map.entry("terminate", "deletion"),
          Map.entry("read", "access"),
          Map.entry("get", "access"),
          Map.entry("list", "access"),
          Map.entry("describe", "access"),
          Map.entry("view", "access"),
          Map.entry("download", "access"),
          Map.entry("login", "start"),
          Map.entry("start", "start"),
          Map.entry("logout", "end"),
          Map.entry("stop", "end"));

  private EventWords() {}

  static @Nullable String category(AuditEvent event) {
    return switch (event.getCategory()) {
      case UNKNOWN -> null;
      case DATA -> "database";
      case ADMIN -> "iam";
      case AUTHENTICATION, IAM, API, FILE, CONFIGURATION, NETWORK, SESSION ->
          event.getCategory().name().toLowerCase(Locale.ROOT);
    };
  }

  static String outcome(AuditEvent event) {
    return switch (event.getOutcome()) {
      case SUCCESS -> "success";
      case FAILURE, DENIED -> "failure";
      case UNKNOWN -> "unknown";
    };
  }

  /** Never empty: what has no better word is {@code info}. */
  static List<String> types(AuditEvent event) {
    var types = new ArrayList<String>(3);
    types.add(TYPE_BY_VERB.getOrDefault(verb(event.getAction()), "info"));
    if (event.getCategory() == Category.ADMIN) {
      types.add("admin");
    }
    if (event.getOutcome() == Outcome.DENIED) {
      types.add("denied");
    }
    return types;
  }

  private static String verb(String action) {
    int end = action.indexOf('_');
    return (end < 0 ? action : action.substring(0, end)).toLowerCase(Locale.ROOT);
  }
}
