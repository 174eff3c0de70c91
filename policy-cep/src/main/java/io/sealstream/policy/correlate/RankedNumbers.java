package io.sealstream.policy.correlate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A bag of numbers that knows its percentile by nearest rank; each step takes O(log n). */
final class RankedNumbers {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final BigDecimal fraction;
  private final NavigableMap<BigDecimal, Integer> low = new TreeMap<>();
  private final NavigableMap<BigDecimal, Integer> high = new TreeMap<>();
  private int lowSize;
  private int size;

  RankedNumbers(BigDecimal percentile) {
    fraction = percentile.movePointLeft(2);
  }

  int size() {
    return size;
  }

  void add(BigDecimal number) {
    size++;
    if (!low.isEmpty() && number.compareTo(low.lastKey()) <= 0) {
      low.merge(number, 1, Integer::sum);
      lowSize++;
    } else {
      high.merge(number, 1, Integer::sum);
    }
    balance();
  }

  void remove(BigDecimal number) {
    size--;
    if (low.containsKey(number)) {
      takeOne(low, number);
      lowSize--;
    } else {
      takeOne(high, number);
    }
    balance();
  }

  /** The smallest number that at least the given part of all does not exceed. */
  BigDecimal value() {
    return low.lastKey();
  }

  /** The mean of that number and the next, if exactly the given part of all lies up to it. */
  BigDecimal meanWithNext() {
    BigDecimal value = value();
    boolean isBetween =
        fraction.multiply(BigDecimal.valueOf(size)).compareTo(BigDecimal.valueOf(lowSize)) == 0;
    return isBetween && !high.isEmpty() ? value.add(high.firstKey()).multiply(HALF) : value;
  }

  void clear() {
    low.clear();
    high.clear();
    lowSize = 0;
    size = 0;
  }

  private void balance() {
    int rank = rank();
    while (lowSize < rank) {
      BigDecimal next = high.firstKey();
      takeOne(high, next);
      low.merge(next, 1, Integer::sum);
      lowSize++;
    }
    while (lowSize > rank) {
      BigDecimal next = low.lastKey();
      takeOne(low, next);
      high.merge(next, 1, Integer::sum);
      lowSize--;
    }
  }

  private int rank() {
    if (size == 0) {
      return 0;
    }
    BigDecimal exact = fraction.multiply(BigDecimal.valueOf(size));
    return Math.max(1, exact.setScale(0, RoundingMode.CEILING).intValueExact());
  }

  private static void takeOne(Map<BigDecimal, Integer> numbers, BigDecimal number) {
    numbers.computeIfPresent(number, (same, count) -> count == 1 ? null : count - 1);
  }
}
