package io.sealstream.policy.correlate;

/** What a correlation left out of its sight; each is worth a counter that an operator can see. */
public enum Loss {
  /** Combinations of group values beyond {@link Limits#groups()}. */
  GROUPS_CUT,
  /** Values of one hit beyond {@link Limits#values()}. */
  VALUES_CUT,
  /** Numbers below zero that a sum which fires on arrival does not add. */
  NEGATIVE_LEFT_OUT,
  /** Hits that went before their time since the state was full. */
  EVICTED
}
