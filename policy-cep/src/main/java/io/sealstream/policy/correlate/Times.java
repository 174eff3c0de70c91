package io.sealstream.policy.correlate;

/** Arithmetic on event times that stops at the ends of time: watermarks are often there. */
public final class Times {

  private Times() {}

  /** For a length that is not negative. */
  public static long minus(long time, long length) {
    return time < Long.MIN_VALUE + length ? Long.MIN_VALUE : time - length;
  }

  /** For a length that is not negative. */
  public static long plus(long time, long length) {
    return time > Long.MAX_VALUE - length ? Long.MAX_VALUE : time + length;
  }

  /** The first multiple of a step, which is greater than zero, that is not before the time. */
  public static long roundedUp(long time, long step) {
    return plus(time, Math.floorMod(-time, step));
  }
}
