package io.sealstream.policy.sigma;

import io.sealstream.policy.event.CaseFolding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Matches a whole text against a {@link SigmaString}. Never backtracks further than to the last
 * {@code *}: the cost is at most text length times pattern length.
 */
final class Glob {
  private final int[] tokens;

  /** The literal runs between stars, where there are only stars; else null-free and unused. */
  private final List<String> runs;

  private final boolean onlyStars;

  Glob(SigmaString pattern) {
    this.tokens = pattern.tokens().stream().mapToInt(Integer::intValue).toArray();
    this.onlyStars =
        pattern.tokens().stream().allMatch(token -> token >= 0 || token == SigmaString.STAR);
    this.runs = onlyStars ? runsOf(tokens) : List.of();
  }

  /** Whether there is no text that it does not match. */
  boolean matchesEverything() {
    return tokens.length > 0 && Arrays.stream(tokens).allMatch(t -> t == SigmaString.STAR);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && Arrays.equals(tokens, glob.tokens);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tokens);
  }

  boolean matches(String text) {
    return onlyStars ? matchesRuns(text) : matchesTokens(text.codePoints().toArray());
  }

  /** The longest text without wildcards that everything that fits holds; folded. */
  String longestRun() {
    String longest = "";
    var run = new StringBuilder();
    for (int token : tokens) {
      if (token >= 0) {
        run.appendCodePoint(CaseFolding.fold(token));
      } else {
        run.setLength(0);
      }
      if (run.length() > longest.length()) {
        longest = run.toString();
      }
    }
    return longest;
  }

  private static List<String> runsOf(int[] tokens) {
    var runs = new ArrayList<String>();
    var run = new StringBuilder();
    for (int token : tokens) {
      if (token == SigmaString.STAR) {
        runs.add(run.toString());
        run.setLength(0);
      } else {
        run.appendCodePoint(token);
      }
    }
    runs.add(run.toString());
    return List.copyOf(runs);
  }

  private boolean matchesRuns(String text) {
    String first = runs.get(0);
    if (runs.size() == 1) {
      return text.equals(first);
    }
    String last = runs.get(runs.size() - 1);
    int end = text.length() - last.length();
    if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    int from = first.length();
    for (String run : runs.subList(1, runs.size() - 1)) {
      int found = text.indexOf(run, from);
      if (found < 0 || found + run.length() > end) {
        return false;
      }
      from = found + run.length();
    }
    return true;
  }

  private boolean matchesTokens(int[] text) {
    int t = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length) {
      if (p < tokens.length && tokens[p] == SigmaString.STAR) {
        star = p++;
        resume = t;
      } else if (p < tokens.length && accepts(tokens[p], text[t])) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < tokens.length && tokens[p] == SigmaString.STAR) {
      p++;
    }
    return p == tokens.length;
  }

  private static boolean accepts(int token, int point) {
    return switch (token) {
      case SigmaString.ONE -> true;
      case SigmaString.DASH -> SigmaString.isDash(point);
      default -> token == point;
    };
  }
}
