package io.sealstream.policy;

import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldPath;
import io.sealstream.policy.event.FieldValue;
import io.sealstream.policy.event.FieldValues;
import io.sealstream.policy.sigma.Detection;
import io.sealstream.schemas.Classification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an event holds in the fields that a detection reads, as a decision may show it: public and
 * internal values as they are, all others as {@link #MASK}. A hash would not hide them: most are
 * few enough to be guessed.
 */
final class DecidingValues {
  static final String MASK = "***";
  static final int MAX_FIELDS = 8;
  static final int MAX_LENGTH = 256;
  private static final String CUT = "…";

  private DecidingValues() {}

  /** The first {@link #MAX_FIELDS} fields that the event has, by their names in the policy. */
  static Map<String, String> of(Detection detection, EventView event) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (FieldPath path : detection.fields()) {
      FieldValues values = event.values(path);
      if (shown.size() < MAX_FIELDS && values.present()) {
        boolean open = event.classification(path).compareTo(Classification.INTERNAL) <= 0;
        shown.put(
            path.name(),
            open ? shown(values.values().stream().map(FieldValue::text).toList()) : MASK);
      }
    }
    return shown;
  }

  /** Values of one field, no longer than {@link #MAX_LENGTH}. */
  static String shown(List<String> texts) {
    return shortened(texts.size() == 1 ? texts.get(0) : texts.toString());
  }

  private static String shortened(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    int end = MAX_LENGTH - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
