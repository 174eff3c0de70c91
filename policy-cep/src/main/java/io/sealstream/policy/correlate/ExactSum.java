package io.sealstream.policy.correlate;

import java.math.BigDecimal;

/** A sum that numbers enter and leave without a trace of rounding. */
final class ExactSum {
  private static final int DIGITS_OF_LONG = 18;

  private long whole;
  private BigDecimal rest = BigDecimal.ZERO;

  void add(BigDecimal number) {
    if (number.scale() == 0 && number.precision() <= DIGITS_OF_LONG) {
      addWhole(number.longValue());
    } else {
      rest = rest.add(number);
    }
  }

  private void addWhole(long number) {
    long sum = whole + number;
    if (((whole ^ sum) & (number ^ sum)) < 0) {
      rest = rest.add(BigDecimal.valueOf(whole)).add(BigDecimal.valueOf(number));
      whole = 0;
    } else {
      whole = sum;
    }
  }

  BigDecimal value() {
    return rest.signum() == 0 ? BigDecimal.valueOf(whole) : rest.add(BigDecimal.valueOf(whole));
  }

  void clear() {
    whole = 0;
    rest = BigDecimal.ZERO;
  }
}
