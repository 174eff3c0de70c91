package io.sealstream.schemas.ecs;

import io.sealstream.schemas.v1.AuditEvent;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One row of the mapping.
 *
 * @param avroPaths the event's fields that the value comes from, dotted; empty for a constant or
 *     derived field
 * @param path the document's field, dotted
 * @param read the value, or null where the event has none
 */
record EcsField(
    List<String> avroPaths,
    String path,
    EcsType type,
    Function<AuditEvent, @Nullable Object> read) {

  EcsField {
    avroPaths = List.copyOf(avroPaths);
  }
}
