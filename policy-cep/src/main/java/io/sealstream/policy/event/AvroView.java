package io.sealstream.policy.event;

import io.sealstream.schemas.Classification;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;

/** The event's own fields, by their Avro or ECS names. */
final class AvroView implements EventView {
  private final AuditEvent event;
  private final ValueCache cache;

  AvroView(AuditEvent event, int fields) {
    this.event = event;
    this.cache = new ValueCache(fields);
  }

  @Override
  public FieldValues values(FieldPath path) {
    FieldValues known = cache.get(path);
    return known != null ? known : cache.put(path, path.nativeField().values(event));
  }

  @Override
  public Classification classification(FieldPath path) {
    return path.nativeField().classification();
  }

  @Override
  public List<FieldValue> leaves() {
    return cache.leaves(() -> NativeField.leaves(event));
  }
}
