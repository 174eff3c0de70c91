package io.sealstream.policy;

import java.util.List;

/**
 * What a path reached in an event, fanned out over arrays.
 *
 * @param present whether the field is there at all, be it null or an empty array
 */
record FieldValues(List<FieldValue> values, boolean present) {
  static final FieldValues MISSING = new FieldValues(List.of(), false);

  static FieldValues of(List<FieldValue> values, boolean present) {
    return present ? new FieldValues(values, true) : MISSING;
  }

  boolean isMissingOrNull() {
    return values.isEmpty() || values.stream().anyMatch(FieldValue::isNull);
  }
}
