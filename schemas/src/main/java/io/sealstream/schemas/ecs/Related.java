package io.sealstream.schemas.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * ECS's {@code related.*}: every user, address and host of a document in one field each, for
 * pivoting.
 */
final class Related {

  private record Group(
      String path, DocumentPath target, EcsType type, List<DocumentPath> sources) {}

  private static final List<Group> GROUPS =
      List.of(
          group(
              "related.user",
              EcsType.KEYWORD,
              "user.id",
              "user.name",
              "user.email",
              "user.effective.id",
              "user.target.id",
              "user.target.name",
              "user.target.email"),
          group("related.ip", EcsType.IP, "source.ip"),
          group("related.hosts", EcsType.KEYWORD, "source.domain", "destination.domain"));

  private Related() {}

  static void fieldTypes(Map<String, EcsType> types) {
    GROUPS.forEach(group -> types.put(group.path(), group.type()));
  }

  /**
   * Adds them from what the document already shows: what was taken out does not come back this way.
   */
  static void put(ObjectNode document) {
    for (Group group : GROUPS) {
      var values = new LinkedHashSet<String>();
      for (DocumentPath source : group.sources()) {
        String value = source.text(document);
        if (value != null && !value.equals(Minimiser.MASKED)) {
          values.add(value);
        }
      }
      if (!values.isEmpty()) {
        ArrayNode array = group.target().putArray(document);
        values.forEach(array::add);
      }
    }
  }

  private static Group group(String target, EcsType type, String... sources) {
    return new Group(
        target,
        DocumentPath.of(target),
        type,
        List.of(sources).stream().map(DocumentPath::of).toList());
  }
}
