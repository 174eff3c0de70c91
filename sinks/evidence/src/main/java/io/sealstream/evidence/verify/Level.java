package io.sealstream.evidence.verify;

/** How deep to look; each level includes those before it. */
public enum Level {
  /** Note signatures against the trust file. */
  L1,
  /** Every seal in the log; each held older checkpoint consistent. */
  L2,
  /** Coverage contiguous, the equation holds, tenants' sequences contiguous. */
  L3,
  /** Objects re-hashed, batch roots and heads rebuilt. */
  L4,
  /**
   * What the store itself says of versions and locks, against what was sealed. Includes L1 to L4;
   * L5, which runs decisions again, is not there yet.
   */
  L6;

  boolean includes(Level other) {
    return compareTo(other) >= 0;
  }
}
