package io.sealstream.policy;

import java.time.Duration;

/**
 * How event time passes in a backtest.
 *
 * @param outOfOrderness how far the watermark stays behind the newest event
 * @param allowedLateness how far behind the watermark a hit of a correlation may come when its
 *     windows have ended, where the policy itself does not say
 */
public record BacktestTime(Duration outOfOrderness, Duration allowedLateness) {
  /** Events come in the order of their times, so that none is late. */
  public static final BacktestTime IN_ORDER = new BacktestTime(Duration.ZERO, Duration.ZERO);

  /** The watermark comes at the end: no event is late, and everything is kept till then. */
  static final BacktestTime AT_THE_END =
      new BacktestTime(Duration.ofMillis(Long.MAX_VALUE), Duration.ZERO);

  public BacktestTime {
    if (outOfOrderness.isNegative() || allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "out-of-orderness is %s and lateness %s; neither may be negative"
              .formatted(outOfOrderness, allowedLateness));
    }
  }
}
