package io.sealstream.policy;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives every field name that policies mention one path with one slot, so that an event is walked
 * once per name, however many policies ask. One table per set of policies that run together; used
 * by one thread.
 */
final class FieldTable {
  private final Map<String, FieldPath> paths = new HashMap<>();

  FieldPath path(String name) {
    FieldPath known = paths.get(name);
    if (known != null) {
      return known;
    }
    var path = new FieldPath(name, paths.size());
    paths.put(name, path);
    return path;
  }

  int size() {
    return paths.size();
  }
}
