package io.sealstream.policy.envelope;

/**
 * Whether what a policy finds is told.
 *
 * @param percent of the groups, whose findings are violations; the others' are shadow
 */
public record Mode(Kind kind, int percent) {
  private static final int WHOLE = 100;

  /** Not evaluated at all. */
  public static final Mode DISABLED = new Mode(Kind.DISABLED, 0);

  /** Evaluated and counted, never told. */
  public static final Mode SHADOW = new Mode(Kind.SHADOW, 0);

  /** Every finding is a violation. */
  public static final Mode ENFORCE = new Mode(Kind.ENFORCE, WHOLE);

  /** The words of the envelope. */
  public enum Kind {
    DISABLED,
    SHADOW,
    PERCENT_OF_GROUPS,
    ENFORCE
  }

  public Mode {
    if (percent < 0 || percent > WHOLE) {
      throw new IllegalArgumentException("percent is " + percent + "; it must be 0 to 100");
    }
  }

  static Mode ofPercent(int percent) {
    return new Mode(Kind.PERCENT_OF_GROUPS, percent);
  }

  /** Whether some finding may become a violation. */
  public boolean enforces() {
    return percent > 0;
  }
}
