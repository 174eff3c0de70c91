package io.sealstream.policy.event;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives every field name that policies mention one path with one slot, so that an event is walked
 * once per name, however many policies ask. One table per set of policies that run together; used
 * by one thread.
 */
public final class FieldTable {
  private final Map<String, FieldPath> paths = new HashMap<>();

  /** The one path of a name. */
  public FieldPath path(String name) {
    FieldPath known = paths.get(name);
    if (known != null) {
      return known;
    }
    var path = new FieldPath(name, paths.size());
    paths.put(name, path);
    return path;
  }

  /** How many paths there are: every slot is below. */
  public int size() {
    return paths.size();
  }
}
