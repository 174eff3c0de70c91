package io.sealstream.policy.sigma;

import io.sealstream.policy.event.CaseFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  private static final String DASHES = "-/\u2013\u2014\u2015";

  /** Four dashes: what is encoded is a text for every choice of them. */
  private static final int MOST_CHOICES = 625;

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

  /**
   * A string for every choice of the dashes, for what cannot say "one of them".
   *
   * @throws IllegalArgumentException where there are too many
   */
  List<SigmaString> withEachDash() {
    List<SigmaString> choices = List.of(this);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i) == DASH) {
        int place = i;
        choices = choices.stream().flatMap(each -> each.withEachDashAt(place)).toList();
        if (choices.size() > MOST_CHOICES) {
          throw new IllegalArgumentException(
              "a text with more than four dashes of options cannot be encoded behind windash: each may be one of five, so split it");
        }
      }
    }
    return choices;
  }

  private Stream<SigmaString> withEachDashAt(int place) {
    return DASHES
        .codePoints()
        .mapToObj(
            dash -> {
              var changed = new ArrayList<Integer>(tokens);
              changed.set(place, dash);
              return new SigmaString(changed);
            });
  }

  /** Whether a Windows command line takes the character for the dash of an option. */
  static boolean isDash(int point) {
    return DASHES.indexOf(point) >= 0;
  }

  private static boolean isWord(int token) {
    return token == '_' || (token >= 0 && Character.isLetterOrDigit(token));
  }

  SigmaString folded() {
    return new SigmaString(tokens.stream().map(t -> t < 0 ? t : CaseFolding.fold(t)).toList());
  }
}
