package io.sealstream.evidence.format;

/** Two rules of a retention table keep objects of one tenant and tier in two ways. */
public final class RetentionConflictException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int later;

  RetentionConflictException(int one, int other, String tenant) {
    super(
        "rules %d and %d give tenant %s one tier with different lock_mode, years or storage_class; name two tiers"
            .formatted(Math.min(one, other) + 1, Math.max(one, other) + 1, tenant));
    this.later = Math.max(one, other);
  }

  /** Position of the later rule, from 0. */
  public int later() {
    return later;
  }
}
