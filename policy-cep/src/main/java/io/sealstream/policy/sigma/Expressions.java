package io.sealstream.policy.sigma;

import com.google.re2j.Pattern;
import io.sealstream.policy.sigma.ValueTest.Affinity;

/**
 * Compiles regular expressions as Sigma means them: PCRE, where RE2 reads the same characters
 * differently. There {@code $} and {@code \Z} also hold before a line feed that ends the text.
 */
final class Expressions {
  private static final String END = "(?:\\n?\\z)";

  /** Flags in the expression itself that make {@code $} the end of a line. */
  private static final java.util.regex.Pattern MULTILINE_WITHIN =
      java.util.regex.Pattern.compile("\\(\\?[a-zA-Z]*m");

  private Expressions() {}

  /**
   * The expression with its flags, at a place in the text.
   *
   * @throws com.google.re2j.PatternSyntaxException where RE2 does not know it
   */
  static ValueTest.Regex compile(String text, int flags, Affinity place) {
    boolean ofLines = (flags & Pattern.MULTILINE) != 0 || MULTILINE_WITHIN.matcher(text).find();
    String ported = ported(text, ofLines);
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

  private static String ported(String text, boolean ofLines) {
    var ported = new StringBuilder(text.length());
    boolean inClass = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String quote = inClass ? quoted(text, i, "[:", ":]") : quoted(text, i, "\\Q", "\\E");
      if (!quote.isEmpty()) {
        ported.append(quote);
        i += quote.length() - 1;
      } else if (c == '\\' && i + 1 < text.length()) {
        char escaped = text.charAt(++i);
        ported.append(escaped == 'Z' && !inClass ? END : "\\" + escaped);
      } else if (c == '$' && !inClass && !ofLines) {
        ported.append(END);
      } else {
        ported.append(c);
        boolean opens = c == '[' && !inClass;
        if (opens) {
          i = appendFirstOfClass(text, i, ported);
        }
        inClass = opens || (inClass && c != ']');
      }
    }
    return ported.toString();
  }

  /** What stands between two marks and means nothing else there; empty where nothing opens. */
  private static String quoted(String text, int from, String open, String close) {
    if (!text.startsWith(open, from)) {
      return "";
    }
    int end = text.indexOf(close, from + open.length());
    return text.substring(from, end < 0 ? text.length() : end + close.length());
  }

  /** A bracket right after the one that opens a class, or after its circumflex, is a member. */
  private static int appendFirstOfClass(String text, int open, StringBuilder ported) {
    int next = open + 1;
    if (next < text.length() && text.charAt(next) == '^') {
      ported.append('^');
      next++;
    }
    if (next < text.length() && text.charAt(next) == ']') {
      ported.append(']');
      next++;
    }
    return next - 1;
  }
}
