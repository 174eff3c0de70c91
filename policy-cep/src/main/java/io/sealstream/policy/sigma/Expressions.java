package io.sealstream.policy.sigma;

import com.google.re2j.Pattern;
import io.sealstream.policy.sigma.ValueTest.Affinity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Compiles regular expressions: those of RE2, but that {@code $} and {@code \Z} are what they are
 * in PCRE and also hold before a line feed that ends the text.
 */
final class Expressions {
  private static final String END = "(?:\\n?\\z)";

  /** A class with a name, which stands within another one. */
  private static final java.util.regex.Pattern NAMED_CLASS =
      java.util.regex.Pattern.compile("\\[:\\^?\\w+:\\]");

  /** What begins a group, and the flags that it sets. */
  private static final java.util.regex.Pattern GROUP =
      java.util.regex.Pattern.compile("\\((?:\\?[a-zA-Z]*)?");

  private Expressions() {}

  /**
   * The expression with its flags, at a place in the text.
   *
   * @throws com.google.re2j.PatternSyntaxException where RE2 does not know it
   */
  static ValueTest.Regex compile(String text, int flags, Affinity place) {
    String ported = ported(text, (flags & Pattern.MULTILINE) != 0);
    // On its own first: a parenthesis that is never opened must not close the one around it.
    Pattern anywhere = Pattern.compile(ported, flags);
    return switch (place) {
      case EQUAL, CONTAINS -> new ValueTest.Regex(anywhere, text);
      case STARTS_WITH -> placed("\\A(?:" + ported + ")", flags);
      case ENDS_WITH -> placed("(?:" + ported + ")" + END, flags);
    };
  }

  private static ValueTest.Regex placed(String text, int flags) {
    return new ValueTest.Regex(Pattern.compile(text, flags), text);
  }

  private static String ported(String text, boolean isOfLines) {
    List<String> pieces = pieces(text);
    boolean ofLines = isOfLines || pieces.stream().anyMatch(Expressions::isMultiline);
    var ported = new StringBuilder(text.length());
    for (String piece : pieces) {
      boolean isEnd = piece.equals("\\Z") || (piece.equals("$") && !ofLines);
      ported.append(isEnd ? END : piece);
      if (piece.startsWith("\\Q") && !piece.endsWith("\\E")) {
        ported.append("\\E"); // else what is put around the expression would be quoted too
      }
    }
    return ported.toString();
  }

  /** Whether a piece has the flag that makes {@code $} the end of a line. */
  private static boolean isMultiline(String piece) {
    return piece.startsWith("(?") && piece.indexOf('m') > 0;
  }

  /** The expression in pieces: a quote, an escape, a class, the flags of a group are one each. */
  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    int end;
    for (int from = 0; from < text.length(); from = end) {
      end = endOfPiece(text, from);
      pieces.add(text.substring(from, end));
    }
    return pieces;
  }

  private static int endOfPiece(String text, int from) {
    if (text.startsWith("\\Q", from)) {
      int close = text.indexOf("\\E", from + 2);
      return close < 0 ? text.length() : close + 2;
    }
    return switch (text.charAt(from)) {
      case '\\' -> Math.min(from + 2, text.length());
      case '[' -> endOfClass(text, from);
      case '(' -> endOf(GROUP, text, from);
      default -> from + 1;
    };
  }

  /** A bracket right after the one that opens a class, or after its circumflex, is a member. */
  private static int endOfClass(String text, int open) {
    int at = open + (text.startsWith("^", open + 1) ? 2 : 1);
    at += text.startsWith("]", at) ? 1 : 0;
    while (at < text.length() && text.charAt(at) != ']') {
      int named = text.charAt(at) == '[' ? endOf(NAMED_CLASS, text, at) : at;
      at = named > at ? named : at + (text.charAt(at) == '\\' ? 2 : 1);
    }
    return Math.min(at + 1, text.length());
  }

  /** Where it ends if it begins there; else where it would have begun. */
  private static int endOf(java.util.regex.Pattern pattern, String text, int from) {
    Matcher matcher = pattern.matcher(text).region(from, text.length());
    return matcher.lookingAt() ? matcher.end() : from;
  }
}
