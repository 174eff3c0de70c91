package io.sealstream.policy.sigma;

import io.sealstream.policy.event.CaseFolding;
import java.util.ArrayList;
import java.util.List;

/**
 * A Sigma string with its wildcards: code points, and below zero what stands for others. A
 * backslash makes {@code *}, {@code ?} and itself literal, and is literal before anything else.
 */
record SigmaString(List<Integer> tokens) {
  /** {@code *}: any run of characters, also an empty one. */
  static final int STAR = -1;

  /** {@code ?}: exactly one character. */
  static final int ONE = -2;

  /** One of the five characters that a Windows command line takes for a dash. */
  static final int DASH = -3;

  SigmaString {
    tokens = List.copyOf(tokens);
  }

  static SigmaString parse(String text) {
    var tokens = new ArrayList<Integer>(text.length());
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (point == '\\' && i + 1 < points.length && isEscapable(points[i + 1])) {
        i++;
        tokens.add(points[i]);
      } else if (point == '*') {
        tokens.add(STAR);
      } else if (point == '?') {
        tokens.add(ONE);
      } else {
        tokens.add(point);
      }
    }
    return new SigmaString(tokens);
  }

  static SigmaString literally(String text) {
    return new SigmaString(text.codePoints().boxed().toList());
  }

  private static boolean isEscapable(int point) {
    return point == '*' || point == '?' || point == '\\';
  }

  boolean isLiteral() {
    return tokens.stream().allMatch(token -> token >= 0);
  }

  /** The text without escapes. Only for a literal. */
  String literal() {
    var text = new StringBuilder();
    tokens.forEach(text::appendCodePoint);
    return text.toString();
  }

  SigmaString openStart() {
    return !tokens.isEmpty() && tokens.get(0) == STAR ? this : joined(List.of(STAR), tokens);
  }

  SigmaString openEnd() {
    return !tokens.isEmpty() && tokens.get(tokens.size() - 1) == STAR
        ? this
        : joined(tokens, List.of(STAR));
  }

  private static SigmaString joined(List<Integer> head, List<Integer> tail) {
    var tokens = new ArrayList<Integer>(head);
    tokens.addAll(tail);
    return new SigmaString(tokens);
  }

  /** Every one of the dashes that begins a word and ends none stands for any of them. */
  SigmaString withWindowsDashes() {
    var changed = new ArrayList<Integer>(tokens);
    for (int i = 0; i + 1 < changed.size(); i++) {
      int token = tokens.get(i);
      if (isDash(token) && isWord(tokens.get(i + 1)) && (i == 0 || !isWord(tokens.get(i - 1)))) {
        changed.set(i, DASH);
      }
    }
    return new SigmaString(changed);
  }

  /** Whether a Windows command line takes the character for the dash of an option. */
  static boolean isDash(int point) {
    return point == '-'
        || point == '/'
        || point == '\u2013'
        || point == '\u2014'
        || point == '\u2015';
  }

  private static boolean isWord(int token) {
    return token == '_' || (token >= 0 && Character.isLetterOrDigit(token));
  }

  SigmaString folded() {
    return new SigmaString(tokens.stream().map(t -> t < 0 ? t : CaseFolding.fold(t)).toList());
  }
}
