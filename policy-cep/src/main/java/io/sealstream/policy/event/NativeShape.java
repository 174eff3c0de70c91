package io.sealstream.policy.event;

import io.sealstream.policy.event.NativeField.Reading;
import io.sealstream.policy.event.NativeField.Step;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * What the event's schema says about one of its fields.
 *
 * @param isSingle whether there is one value at most
 * @param texts the values it may have; empty where there is no end of them
 */
record NativeShape(boolean isSingle, Set<String> texts) {

  static NativeShape of(Schema event, List<Step> steps, Reading reading) {
    if (steps.isEmpty()) {
      return new NativeShape(false, Set.of());
    }
    boolean single = true;
    Schema type = event;
    for (Step step : steps) {
      while (type.getType() == Schema.Type.ARRAY) {
        single = false;
        type = NativeField.withoutNull(type.getElementType());
      }
      type =
          NativeField.withoutNull(
              type.getType() == Schema.Type.MAP
                  ? type.getValueType()
                  : type.getFields().get(step.position()).schema());
    }
    while (type.getType() == Schema.Type.ARRAY) {
      single = false;
      type = NativeField.withoutNull(type.getElementType());
    }
    return new NativeShape(single, texts(type, reading));
  }

  private static Set<String> texts(Schema type, Reading reading) {
    var texts = new TreeSet<String>();
    if (type.getType() == Schema.Type.BOOLEAN) {
      texts.addAll(List.of("true", "false"));
    } else if (type.getType() == Schema.Type.ENUM) {
      type.getEnumSymbols().forEach(symbol -> texts.add(reading.text(symbol)));
    }
    return texts;
  }
}
