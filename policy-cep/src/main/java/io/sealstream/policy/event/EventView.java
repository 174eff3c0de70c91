package io.sealstream.policy.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.schemas.Classification;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;

/**
 * An event as a policy sees it: the vendor's JSON, or the event's own fields. Remembers what each
 * path reached. One per event, task thread only.
 */
public sealed interface EventView permits JsonView, AvroView {

  /** What the path reaches; the same object on every call. */
  FieldValues values(FieldPath path);

  /** Every value in the event, at whatever depth, for keyword searches. */
  List<FieldValue> leaves();

  /** How much a value that the path reaches reveals. */
  Classification classification(FieldPath path);

  /**
   * The vendor's JSON.
   *
   * @param fields how many paths the policies' {@link FieldTable} has
   */
  static EventView ofJson(JsonNode root, int fields) {
    return new JsonView(root, fields);
  }

  /**
   * The event's own fields, by their Avro or ECS names.
   *
   * @param fields how many paths the policies' {@link FieldTable} has
   */
  static EventView ofAvro(AuditEvent event, int fields) {
    return new AvroView(event, fields);
  }
}
