package io.sealstream.policy.event;

import io.sealstream.schemas.Classification;
import io.sealstream.schemas.v1.AuditEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * A field of {@link AuditEvent} by its Avro name ({@code actor.id}, {@code changes.new}, {@code
 * labels.team}) or by the ECS name that its search document has ({@code user.id}): see {@link
 * EcsNames}. A name that is neither is missing in every event.
 */
final class NativeField {
  private static final Schema EVENT = AuditEvent.getClassSchema();
  private static final int[] FANNING_OUT = {};
  private static final NativeField UNKNOWN = new NativeField(List.of(), Reading.AS_IS);

  /** How the ECS document writes the value. */
  enum Reading {
    AS_IS,
    /** ECS knows success, failure and unknown; a denial is a failure. */
    ECS_OUTCOME,
    /** ECS's words for our categories. */
    ECS_CATEGORY;

    /** An enum's constant in these words. */
    String text(String constant) {
      return switch (this) {
        case AS_IS -> constant;
        case ECS_OUTCOME ->
            constant.equals("DENIED") ? "failure" : constant.toLowerCase(Locale.ROOT);
        case ECS_CATEGORY -> EcsNames.category(constant);
      };
    }
  }

  /** Into a record's field by position, or into a map by key. */
  record Step(int position, @Nullable String key) {}

  private final List<Step> steps;

  /** Those of the steps, where they lead through records only, as most do: read for every event. */
  private final int[] positions;

  private final Reading reading;

  /** Found when first asked for: the same for whoever asks. */
  private @Nullable Classification classification;

  private NativeField(List<Step> steps, Reading reading) {
    this.steps = steps;
    this.reading = reading;
    boolean isPlain = shape().isSingle() && steps.stream().allMatch(step -> step.key() == null);
    this.positions = isPlain ? steps.stream().mapToInt(Step::position).toArray() : FANNING_OUT;
  }

  static NativeField named(String name) {
    List<Step> own = steps(EVENT, name);
    if (!own.isEmpty()) {
      return new NativeField(own, Reading.AS_IS);
    }
    String avroName = EcsNames.avroName(name);
    return avroName == null
        ? UNKNOWN
        : new NativeField(steps(EVENT, avroName), EcsNames.reading(name));
  }

  /** Whether events have such a field. */
  boolean isKnown() {
    return !steps.isEmpty();
  }

  /** Whether it has one value at most, and which ones it may have. */
  NativeShape shape() {
    return NativeShape.of(EVENT, steps, reading);
  }

  /** What the schema says its values reveal. */
  Classification classification() {
    Classification known = classification;
    if (known == null) {
      known = NativeClassification.of(EVENT, steps);
      classification = known;
    }
    return known;
  }

  FieldValues values(AuditEvent event) {
    if (positions.length == 0) {
      return fannedOut(event);
    }
    // What may be a list or a map is not asked: for texts Java would search their interfaces.
    Object value = event;
    for (int position : positions) {
      if (value == null) {
        return ManyValues.MISSING;
      }
      value = ((SpecificRecordBase) value).get(position);
    }
    return valueOf(value);
  }

  private FieldValues fannedOut(AuditEvent event) {
    if (steps.isEmpty()) {
      return ManyValues.MISSING;
    }
    var values = new ArrayList<FieldValue>(1);
    boolean present = collect(event, 0, values);
    return ManyValues.of(values, present);
  }

  /** Every value of the event's own fields; the vendor's raw JSON is not one of them. */
  static List<FieldValue> leaves(AuditEvent event) {
    var leaves = new ArrayList<FieldValue>();
    for (Schema.Field field : EVENT.getFields()) {
      if (!field.name().equals("original")) {
        collectLeaves(event.get(field.pos()), leaves);
      }
    }
    return leaves;
  }

  /** The way to the name, or nothing where the schema has no such field. */
  private static List<Step> steps(Schema schema, String name) {
    Schema type = withoutNull(schema);
    if (type.getType() == Schema.Type.ARRAY) {
      return steps(type.getElementType(), name);
    }
    if (type.getType() == Schema.Type.MAP) {
      return List.of(new Step(-1, name));
    }
    if (type.getType() != Schema.Type.RECORD) {
      return List.of();
    }
    int dot = name.indexOf('.');
    Schema.Field field = type.getField(dot < 0 ? name : name.substring(0, dot));
    if (field == null) {
      return List.of();
    }
    var step = new Step(field.pos(), null);
    if (dot < 0) {
      return List.of(step);
    }
    List<Step> rest = steps(field.schema(), name.substring(dot + 1));
    if (rest.isEmpty()) {
      return List.of();
    }
    var steps = new ArrayList<Step>(rest.size() + 1);
    steps.add(step);
    steps.addAll(rest);
    return List.copyOf(steps);
  }

  static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(schema);
  }

  private boolean collect(@Nullable Object value, int from, List<FieldValue> into) {
    if (value instanceof Collection<?> elements) {
      boolean present = from == steps.size();
      for (Object element : elements) {
        present |= collect(element, from, into);
      }
      return present;
    }
    if (from == steps.size()) {
      into.add(valueOf(value));
      return true;
    }
    Step step = steps.get(from);
    if (value instanceof IndexedRecord record) {
      return collect(record.get(step.position()), from + 1, into);
    }
    if (value instanceof Map<?, ?> map && step.key() != null && map.containsKey(step.key())) {
      return collect(map.get(step.key()), from + 1, into);
    }
    return false;
  }

  private static void collectLeaves(@Nullable Object value, List<FieldValue> into) {
    if (value instanceof IndexedRecord record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        collectLeaves(record.get(field.pos()), into);
      }
    } else if (value instanceof Collection<?> elements) {
      elements.forEach(element -> collectLeaves(element, into));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(element -> collectLeaves(element, into));
    } else if (value != null) {
      into.add(plainValueOf(value));
    }
  }

  private FieldValue valueOf(@Nullable Object value) {
    if (value == null) {
      return FieldValue.NULL;
    }
    return reading == Reading.AS_IS
        ? plainValueOf(value)
        : FieldValue.text(reading.text(value.toString()));
  }

  /** Records and maps, which no policy should compare, are as Java prints them: no compact JSON. */
  private static FieldValue plainValueOf(Object value) {
    return value instanceof Number
        ? FieldValue.number(value.toString())
        : FieldValue.text(value.toString());
  }
}
