package io.sealstream.policy.sigma;

import com.google.re2j.Pattern;

/** Tells regular expressions that are found in every text. */
final class Everything {
  /** What looks at the place in the text, and so may fail where nothing is left to read. */
  private static final java.util.regex.Pattern ASSERTION =
      java.util.regex.Pattern.compile("[\\^$]|\\\\[bBAzZ]");

  private static final java.util.regex.Pattern WHOLE =
      java.util.regex.Pattern.compile("\\^\\.\\*\\??\\$");

  private Everything() {}

  /**
   * Whether it, which is written so, is found in every text of one line. Certain where it says so:
   * an expression that accepts the empty text, and does not ask where it stands, is found at the
   * start of any.
   */
  static boolean isFoundIn(Pattern expression, String text) {
    if (WHOLE.matcher(text).matches()) {
      return true;
    }
    boolean atStart = text.startsWith("^") && text.indexOf('|') < 0;
    String rest = atStart ? text.substring(1) : text;
    boolean atEnd =
        !atStart && rest.endsWith("$") && !rest.endsWith("\\$") && rest.indexOf('|') < 0;
    String inner = atEnd ? rest.substring(0, rest.length() - 1) : rest;
    return !ASSERTION.matcher(inner).find() && expression.matcher("").find();
  }
}
