package io.sealstream.schemas;

import java.util.Locale;

/** How much a field reveals, from harmless to worst. Every field of every schema carries one. */
public enum Classification {
  PUBLIC,
  INTERNAL,
  PERSONAL,
  SENSITIVE,
  SECRET;

  /** The property of an Avro field that holds the word. */
  public static final String PROPERTY = "classification";

  /**
   * The classification of the word as schemas spell it, in lower case.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Classification of(String word) {
    for (Classification classification : values()) {
      if (classification.word().equals(word)) {
        return classification;
      }
    }
    throw new IllegalArgumentException(
        "classification must be public, internal, personal, sensitive or secret: " + word);
  }

  /** As schemas spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that reveals more: what holds for a field within a field. */
  public Classification or(Classification other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
