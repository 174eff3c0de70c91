package io.sealstream.policy.event;

/**
 * Case-insensitive comparison as {@link String#equalsIgnoreCase} does it, made once per text
 * instead of once per comparison. Keeps the number of code points.
 */
public final class CaseFolding {
  private CaseFolding() {}

  /** The text, folded: two that differ by their case only give the same. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return foldFrom(text, i);
      }
    }
    return text;
  }

  /** One code point, folded: two that differ by their case only give the same. */
  public static int fold(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  private static String foldFrom(String text, int start) {
    var folded = new StringBuilder(text.length()).append(text, 0, start);
    for (int i = start; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      folded.appendCodePoint(fold(codePoint));
      i += Character.charCount(codePoint);
    }
    return folded.toString();
  }
}
