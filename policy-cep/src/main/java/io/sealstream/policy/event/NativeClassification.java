package io.sealstream.policy.event;

import io.sealstream.policy.event.NativeField.Step;
import io.sealstream.schemas.Classification;
import io.sealstream.schemas.Classifications;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** How much one of the event's own fields reveals. */
final class NativeClassification {
  private static final Map<String, Classification> BY_PATH =
      Classifications.of(AuditEvent.getClassSchema()).byPath();

  private NativeClassification() {}

  /** The worst of the field and of all within it; of a map's entry that of the map. */
  static Classification of(Schema event, List<Step> steps) {
    if (steps.isEmpty()) {
      return Classification.SECRET; // no field of ours: whatever it is, nobody has classified it
    }
    String path = path(event, steps);
    return BY_PATH.entrySet().stream()
        .filter(each -> each.getKey().equals(path) || each.getKey().startsWith(path + "."))
        .map(Map.Entry::getValue)
        .reduce(Classification::or)
        .orElse(Classification.SECRET);
  }

  private static String path(Schema event, List<Step> steps) {
    List<String> names = new ArrayList<>();
    Schema type = event;
    for (Step step : steps) {
      type = element(type);
      if (type.getType() == Schema.Type.MAP) {
        type = type.getValueType();
      } else {
        Schema.Field field = type.getFields().get(step.position());
        names.add(field.name());
        type = field.schema();
      }
    }
    return String.join(".", names);
  }

  private static Schema element(Schema schema) {
    Schema type = NativeField.withoutNull(schema);
    return type.getType() == Schema.Type.ARRAY ? element(type.getElementType()) : type;
  }
}
