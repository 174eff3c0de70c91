package io.sealstream.schemas.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as ECMAScript's {@code Number::toString} spells them, which RFC 8785 prescribes. {@code
 * Double.toString} will not do: before Java 19 it does not always give the shortest digits.
 */
final class EcmaNumber {
  private static final int MAX_DIGITS = 17;
  private static final double MAX_EXACT = 9_007_199_254_740_992.0;

  /** From this power of ten on, and below the negative one, the exponent form is used. */
  private static final int PLAIN_UP_TO = 21;

  private static final int PLAIN_DOWN_TO = -6;

  private EcmaNumber() {}

  static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("JSON has no number " + value);
    }
    if (value == Math.rint(value) && Math.abs(value) <= MAX_EXACT) {
      return Long.toString((long) value); // also -0, which is spelt 0
    }
    String sign = value < 0 ? "-" : "";
    return sign + spell(shortest(Math.abs(value)));
  }

  /** The decimal with fewest digits that reads back as the value; of several, the nearest. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal low = exact.round(new MathContext(digits, RoundingMode.FLOOR));
      BigDecimal high = exact.round(new MathContext(digits, RoundingMode.CEILING));
      boolean lowReads = low.doubleValue() == value;
      boolean highReads = high.doubleValue() == value;
      if (lowReads && highReads) {
        boolean lowIsNearer = exact.subtract(low).compareTo(high.subtract(exact)) <= 0;
        return lowIsNearer ? low : high;
      }
      if (lowReads || highReads) {
        return lowReads ? low : high;
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static String spell(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    String digits = stripped.unscaledValue().toString();
    int point = digits.length() - stripped.scale();
    if (point > PLAIN_DOWN_TO && point <= PLAIN_UP_TO) {
      return stripped.toPlainString();
    }
    int exponent = point - 1;
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
