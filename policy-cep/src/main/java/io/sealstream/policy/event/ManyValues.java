package io.sealstream.policy.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any number of values that one path reached. */
final class ManyValues implements FieldValues {
  static final ManyValues MISSING = new ManyValues(List.of(), false);

  private final List<FieldValue> values;
  private final boolean present;
  private @Nullable List<String> texts;

  private ManyValues(List<FieldValue> values, boolean present) {
    this.values = values;
    this.present = present;
  }

  /**
   * Of what was reached.
   *
   * @param present whether the field is there at all, be it null or an empty array
   */
  static FieldValues of(List<FieldValue> values, boolean present) {
    if (!present) {
      return MISSING;
    }
    return values.size() == 1 ? values.get(0) : new ManyValues(values, true);
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public FieldValue get(int place) {
    return values.get(place);
  }

  @Override
  public boolean present() {
    return present;
  }

  @Override
  public List<FieldValue> values() {
    return values;
  }

  /** Made once, since many policies ask for the same field. */
  @Override
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

  @Override
  public boolean isMissingOrNull() {
    return values.isEmpty() || values.stream().anyMatch(FieldValue::isNull);
  }
}
