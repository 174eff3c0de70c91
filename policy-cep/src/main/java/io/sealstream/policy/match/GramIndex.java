package io.sealstream.policy.match;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Which of many texts may occur in a given one: every text waits under three characters of its own
 * in a row, those that the fewest others wait under. Tells candidates, which the caller verifies.
 */
final class GramIndex {
  /** How many characters in a row make a gram; a shorter text cannot wait. */
  static final int LENGTH = 3;

  private static final int FILTER_BITS = 1 << 13;
  private static final int CHAR_BITS = 16;
  private static final long GRAM_MASK = (1L << (LENGTH * CHAR_BITS)) - 1;

  private final Map<Long, int[]> waiting = new HashMap<>();

  /** A bit per hash of a gram that something waits under: most grams end here. */
  private final long[] filter = new long[FILTER_BITS / Long.SIZE];

  /** Lets a number wait for a text of at least {@link #LENGTH} characters. */
  void add(String text, int number) {
    long best = 0;
    int fewest = Integer.MAX_VALUE;
    long gram = 0;
    for (int i = 0; i < text.length(); i++) {
      gram = shifted(gram, text.charAt(i));
      if (i >= LENGTH - 1) {
        int others = waiting.getOrDefault(gram, Places.NONE).length;
        if (others < fewest) {
          best = gram;
          fewest = others;
        }
      }
    }
    waiting.merge(best, new int[] {number}, Places::joined);
    int bit = bit(best);
    filter[bit / Long.SIZE] |= 1L << bit;
  }

  /** Tells each number whose text may occur; one may be told several times. */
  void candidates(String text, IntConsumer into) {
    long gram = 0;
    for (int i = 0; i < text.length(); i++) {
      gram = shifted(gram, text.charAt(i));
      int bit = bit(gram);
      if (i >= LENGTH - 1 && (filter[bit / Long.SIZE] & (1L << bit)) != 0) {
        for (int number : waiting.getOrDefault(gram, Places.NONE)) {
          into.accept(number);
        }
      }
    }
  }

  private static long shifted(long gram, char next) {
    return ((gram << CHAR_BITS) | next) & GRAM_MASK;
  }

  private static int bit(long gram) {
    // Fibonacci hashing: the upper bits depend on all of the gram's.
    return (int) ((gram * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - 13));
  }
}
