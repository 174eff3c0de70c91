package io.sealstream.policy.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path reached in an event, fanned out over arrays. What it collects when first asked is the
 * same for whoever asks.
 */
public final class FieldValues {
  static final FieldValues MISSING = new FieldValues(List.of(), false);

  private final List<FieldValue> values;
  private final boolean present;
  private @Nullable List<String> texts;

  /**
   * Of what was reached.
   *
   * @param present whether the field is there at all, be it null or an empty array
   */
  FieldValues(List<FieldValue> values, boolean present) {
    this.values = values;
    this.present = present;
  }

  static FieldValues of(List<FieldValue> values, boolean present) {
    return present ? new FieldValues(values, true) : MISSING;
  }

  /** Every value, nulls included. */
  public List<FieldValue> values() {
    return values;
  }

  /** Whether the field is there at all, be it null or an empty array. */
  public boolean present() {
    return present;
  }

  /** The texts of all values but nulls; made once, since many policies ask for the same field. */
  public List<String> texts() {
    List<String> known = texts;
    if (known == null) {
      List<String> made = new ArrayList<>(values.size());
      for (FieldValue value : values) {
        if (!value.isNull()) {
          made.add(value.text());
        }
      }
      known = List.copyOf(made);
      texts = known;
    }
    return known;
  }

  /** Whether nothing was reached, or a null among others. */
  public boolean isMissingOrNull() {
    return values.isEmpty() || values.stream().anyMatch(FieldValue::isNull);
  }
}
