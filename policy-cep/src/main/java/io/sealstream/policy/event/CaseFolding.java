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

  /** Mostly all is ASCII: its letters differ from each other by a number. */
  private static String foldFrom(String text, int start) {
    char[] folded = text.toCharArray();
    for (int i = start; i < folded.length; i++) {
      char c = folded[i];
      if (c >= 0x80) {
        return foldPoints(text);
      }
      folded[i] = c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
    }
    return new String(folded);
  }

  private static String foldPoints(String text) {
    var folded = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> folded.appendCodePoint(fold(codePoint)));
    return folded.toString();
  }
}
