package io.sealstream.policy.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Guesses which known word a misspelt one was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * The known words that the fewest changes of a letter make of this one, in their order; empty
   * where none is similar.
   */
  public static List<String> to(String word, Collection<String> known) {
    int most = Math.max(1, word.length() / 3);
    int least = known.stream().mapToInt(each -> distance(word, each)).min().orElse(most + 1);
    return least > most
        ? List.of()
        : known.stream().filter(each -> distance(word, each) == least).toList();
  }

  /** The end of a message about an unknown word: what was probably meant, else all there are. */
  public static String hint(String word, Collection<String> known) {
    List<String> near = to(word, known);
    return near.isEmpty()
        ? "; there are " + String.join(", ", known)
        : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** Levenshtein's, whatever the case. */
  private static int distance(String one, String other) {
    String left = one.toLowerCase(Locale.ROOT);
    String right = other.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
