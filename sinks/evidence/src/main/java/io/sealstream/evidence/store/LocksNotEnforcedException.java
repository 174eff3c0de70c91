package io.sealstream.evidence.store;

/**
 * The store does not hold a lock as asked, so evidence must not go there. Unchecked, because
 * repeating the call does not help: the store, the bucket or the permissions must change.
 */
public final class LocksNotEnforcedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LocksNotEnforcedException(String message) {
    super("LOCKS_NOT_ENFORCED " + message);
  }
}
