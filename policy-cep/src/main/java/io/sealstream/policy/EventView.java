package io.sealstream.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event as a policy sees it: the vendor's JSON, or the event's own fields. Remembers what each
 * path reached. One per event, task thread only.
 */
sealed interface EventView {

  /** What the path reaches; the same object on every call. */
  FieldValues values(FieldPath path);

  /** Every value in the event, at whatever depth, for keyword searches. */
  List<FieldValue> leaves();

  /** The vendor's JSON. */
  final class OfJson implements EventView {
    private final JsonNode root;
    private final Cache cache;

    OfJson(JsonNode root, int fields) {
      this.root = root;
      this.cache = new Cache(fields);
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

  /** The event's own fields, by their Avro or ECS names. */
  final class OfAvro implements EventView {
    private final AuditEvent event;
    private final Cache cache;

    OfAvro(AuditEvent event, int fields) {
      this.event = event;
      this.cache = new Cache(fields);
    }

    @Override
    public FieldValues values(FieldPath path) {
      FieldValues known = cache.get(path);
      return known != null ? known : cache.put(path, path.nativeField().values(event));
    }

    @Override
    public List<FieldValue> leaves() {
      return cache.leaves(() -> NativeField.leaves(event));
    }
  }

  /** Values by slot. */
  final class Cache {
    private final @Nullable FieldValues[] values;
    private @Nullable List<FieldValue> leaves;

    Cache(int fields) {
      this.values = new @Nullable FieldValues[fields];
    }

    @Nullable FieldValues get(FieldPath path) {
      return values[path.slot()];
    }

    FieldValues put(FieldPath path, FieldValues found) {
      values[path.slot()] = found;
      return found;
    }

    List<FieldValue> leaves(Supplier<List<FieldValue>> collect) {
      List<FieldValue> known = leaves;
      if (known == null) {
        known = collect.get();
        leaves = known;
      }
      return known;
    }
  }
}
