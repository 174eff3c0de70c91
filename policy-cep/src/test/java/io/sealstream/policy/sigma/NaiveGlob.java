package io.sealstream.policy.sigma;

import java.util.Locale;

/** Sigma's wildcards written down as plainly as possible, for ASCII. Slow; shares no code. */
public final class NaiveGlob {
  private NaiveGlob() {}

  /** The same, whatever the case. */
  public static boolean like(String pattern, String text) {
    return likeCased(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }

  /** Whether the whole text fits the pattern. */
  public static boolean likeCased(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    char first = pattern.charAt(0);
    String rest = pattern.substring(1);
    if (first == '*') {
      return likeCased(rest, text) || (!text.isEmpty() && likeCased(pattern, text.substring(1)));
    }
    if (text.isEmpty()) {
      return false;
    }
    if (first == '?') {
      return likeCased(rest, text.substring(1));
    }
    boolean escape = first == '\\' && !rest.isEmpty() && "*?\\".indexOf(rest.charAt(0)) >= 0;
    char literal = escape ? rest.charAt(0) : first;
    return literal == text.charAt(0)
        && likeCased(escape ? rest.substring(1) : rest, text.substring(1));
  }
}
