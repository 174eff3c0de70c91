package io.sealstream.policy.event;

import java.util.List;

/**
 * What a path reached in an event, fanned out over arrays.
 *
 * @param present whether the field is there at all, be it null or an empty array
 */
public record FieldValues(List<FieldValue> values, boolean present) {
  static final FieldValues MISSING = new FieldValues(List.of(), false);

  static FieldValues of(List<FieldValue> values, boolean present) {
    return present ? new FieldValues(values, true) : MISSING;
  }

  /** Whether nothing was reached, or a null among others. */
  public boolean isMissingOrNull() {
    return values.isEmpty() || values.stream().anyMatch(FieldValue::isNull);
  }
}
