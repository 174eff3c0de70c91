package io.sealstream.policy.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.Classification;
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

  /** Nobody says what a vendor's fields reveal: as the field that holds all of them. */
  @Override
  public Classification classification(FieldPath path) {
    return Classification.SECRET;
  }

  @Override
  public List<FieldValue> leaves() {
    return cache.leaves(() -> JsonField.leaves(root));
  }
}
