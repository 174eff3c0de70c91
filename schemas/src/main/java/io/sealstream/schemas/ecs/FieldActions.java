package io.sealstream.schemas.ecs;

import io.sealstream.schemas.Classifications;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The action for every field of the event, leaf fields and containers, by dotted path. A leaf's own
 * class decides; a container's matters only when it is dropped, for then everything below it is.
 */
final class FieldActions {
  private final Map<String, FieldAction> byPath = new HashMap<>();

  FieldActions(DocumentPolicy policy) {
    // In the order of the schema: a container comes before what it contains.
    Classifications.of(AuditEvent.getClassSchema())
        .byPath()
        .forEach(
            (path, classification) -> {
              boolean dropped = byPath.get(parent(path)) == FieldAction.DROP;
              byPath.put(path, dropped ? FieldAction.DROP : policy.action(classification));
            });
  }

  /** The strictest of the fields' actions. */
  FieldAction of(Collection<String> paths) {
    FieldAction strictest = FieldAction.KEEP;
    for (String path : paths) {
      FieldAction action = of(path);
      strictest = action.compareTo(strictest) > 0 ? action : strictest;
    }
    return strictest;
  }

  FieldAction of(String path) {
    FieldAction action = byPath.get(path);
    if (action == null) {
      throw new IllegalArgumentException("AuditEvent has no field " + path);
    }
    return action;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }
}
