package io.sealstream.policy.correlate;

import io.sealstream.policy.plan.Condition.Bound;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading and comparing decimal numbers, exactly. */
public final class Numbers {
  private static final int LONGEST = 400;

  private Numbers() {}

  /**
   * The number a text holds: ASCII decimal with optional sign, fraction and exponent, within the
   * range of a double. Null for all else: a number with a huge exponent would take the memory that
   * its digits do.
   */
  public static @Nullable BigDecimal parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !looksDecimal(text)) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > LONGEST ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean looksDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean hold(List<Bound> bounds, long number) {
    return hold(bounds, BigDecimal.valueOf(number));
  }

  static boolean hold(List<Bound> bounds, BigDecimal number) {
    return holdScaled(bounds, number, BigDecimal.ONE);
  }

  /** Whether the bounds hold for {@code number / divisor}, a fraction that need not be decimal. */
  static boolean holdScaled(List<Bound> bounds, BigDecimal number, BigDecimal divisor) {
    for (Bound bound : bounds) {
      if (!holds(bound, number.compareTo(bound.value().multiply(divisor)))) {
        return false;
      }
    }
    return true;
  }

  /** A fraction as it is shown; a divisor of one leaves the number as it is. */
  static BigDecimal quotient(BigDecimal number, BigDecimal divisor) {
    return divisor.compareTo(BigDecimal.ONE) == 0
        ? number
        : number.divide(divisor, MathContext.DECIMAL64).stripTrailingZeros();
  }

  private static boolean holds(Bound bound, int compared) {
    return switch (bound.operator()) {
      case GT -> compared > 0;
      case GTE -> compared >= 0;
      case LT -> compared < 0;
      case LTE -> compared <= 0;
      case EQ -> compared == 0;
      case NEQ -> compared != 0;
    };
  }
}
