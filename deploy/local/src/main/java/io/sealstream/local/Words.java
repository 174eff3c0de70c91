package io.sealstream.local;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants of an enum as the words that options, output and files have for them. */
public final class Words {
  private Words() {}

  /** The word for a constant: its name in small letters. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant for a word.
   *
   * @param kind what the constants are, for the message
   * @throws IllegalArgumentException names the words there are
   */
  public static <E extends Enum<E>> E find(Class<E> constants, String kind, String word) {
    E[] all = constants.getEnumConstants();
    return Arrays.stream(all)
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no %s %s; there are %s"
                        .formatted(
                            kind,
                            word,
                            Arrays.stream(all).map(Words::of).collect(Collectors.joining(", ")))));
  }
}
