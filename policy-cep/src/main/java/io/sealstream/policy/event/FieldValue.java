package io.sealstream.policy.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value that a path reached in an event, and all values where it is the only one. Task thread
 * only: it folds its text lazily.
 */
public final class FieldValue implements FieldValues {
  static final FieldValue NULL = new FieldValue("null", false, true);

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  /** No number that an audit event holds is longer; a longer text is not worth parsing. */
  private static final int MAX_NUMBER_LENGTH = 64;

  private final String text;
  private final boolean isNumber;
  private final boolean isNull;
  private @Nullable String folded;

  private FieldValue(String text, boolean isNumber, boolean isNull) {
    this.text = text;
    this.isNumber = isNumber;
    this.isNull = isNull;
  }

  /** A value that is a text. */
  public static FieldValue text(String text) {
    return new FieldValue(text, false, false);
  }

  static FieldValue number(String text) {
    return new FieldValue(text, true, false);
  }

  /** What a string rule compares with: the string, the number or boolean as text, compact JSON. */
  public String text() {
    return text;
  }

  /** The text without its case, as {@link CaseFolding} has it. */
  public String folded() {
    String known = folded;
    if (known == null) {
      known = CaseFolding.fold(text);
      folded = known;
    }
    return known;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public FieldValue get(int place) {
    Objects.checkIndex(place, 1);
    return this;
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public List<FieldValue> values() {
    return List.of(this);
  }

  @Override
  public List<String> texts() {
    return isNull ? List.of() : List.of(text);
  }

  @Override
  public boolean isMissingOrNull() {
    return isNull;
  }

  /** Whether the event holds a null here. */
  public boolean isNull() {
    return isNull;
  }

  /** Whether the event itself holds a number here, not a text that reads like one. */
  public boolean isNumber() {
    return isNumber;
  }

  /** The value as a number, whether the event writes it as one or as text; null if it is none. */
  public @Nullable BigDecimal asNumber() {
    boolean numeric =
        !isNull && text.length() <= MAX_NUMBER_LENGTH && NUMBER.matcher(text).matches();
    if (!numeric) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException exponentTooLarge) {
      return null;
    }
  }
}
