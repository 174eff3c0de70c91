package io.sealstream.policy.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The vendor's JSON. */
final class JsonView implements EventView {
  private final JsonNode root;
  private final ValueCache cache;

  JsonView(JsonNode root, int fields) {
    this.root = root;
    this.cache = new ValueCache(fields);
  }

  @Override
  public FieldValues values(FieldPath path) {
    FieldValues known = cache.get(path);
    return known != null ? known : cache.put(path, JsonField.values(root, path));
  }

  @Override
  public List<FieldValue> leaves() {
    return cache.leaves(() -> JsonField.leaves(root));
  }
}
