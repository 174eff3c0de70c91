package io.sealstream.schemas;

import java.util.Random;

/** Text that compresses as what people and machines write does: words between numbers. */
public final class FillerText {
  /** How long the values of benchmarks are on the wire, within a few bytes. */
  public static final int VALUE_BYTES = 600;

  private static final String[] WORDS =
      ("request approved by operator for customer record export report account invoice policy"
              + " session token expired renewed denied region backup archive schedule transfer")
          .split(" ");

  private FillerText() {}

  /** So many characters of ASCII. */
  public static String of(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      text.append(Integer.toHexString(random.nextInt())).append(' ');
    }
    return text.substring(0, length);
  }
}
