package io.sealstream.schemas.sample;

import java.util.Random;

/** When things happen: little at night, most in office hours. */
final class Rhythm {
  private static final int[] WEIGHT_OF_HOUR = {
    1, 1, 1, 1, 1, 2, 4, 8, 14, 16, 16, 14, 10, 14, 16, 15, 13, 9, 6, 4, 3, 2, 2, 1
  };
  private static final int MILLIS_OF_HOUR = 3_600_000;
  private static final int TOTAL = total();

  private Rhythm() {}

  static long millisOfDay(Random random) {
    int left = random.nextInt(TOTAL);
    int hour = 0;
    while (left >= WEIGHT_OF_HOUR[hour]) {
      left -= WEIGHT_OF_HOUR[hour];
      hour++;
    }
    return (long) hour * MILLIS_OF_HOUR + random.nextInt(MILLIS_OF_HOUR);
  }

  private static int total() {
    int sum = 0;
    for (int weight : WEIGHT_OF_HOUR) {
      sum += weight;
    }
    return sum;
  }
}
