package io.sealstream.evidence.format;

import io.sealstream.evidence.store.LockMode;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.Placement;
import io.sealstream.evidence.store.StorageClass;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How an object is kept.
 *
 * @param years counted from the close of its epoch; 0 exactly where nothing is locked
 */
public record RetentionTerm(LockMode mode, int years, StorageClass storage)
    implements Serializable {
  public static final int MAX_YEARS = 100;

  public RetentionTerm {
    if (mode == LockMode.NONE && years != 0) {
      throw new IllegalArgumentException("years must be 0 where lock_mode is NONE: " + years);
    }
    if (mode != LockMode.NONE && (years < 1 || years > MAX_YEARS)) {
      throw new IllegalArgumentException("years must lie between 1 and 100: " + years);
    }
  }

  /**
   * The lock of an object whose epoch closes now: to the second below, the same date that many
   * years later in UTC, 28 February for the 29th where there is none.
   */
  public LockRequest from(Instant closed) {
    return mode == LockMode.NONE
        ? LockRequest.NONE
        : new LockRequest(
            mode,
            Instant.ofEpochSecond(
                closed.atOffset(ZoneOffset.UTC).plusYears(years).toEpochSecond()));
  }

  /** The tag by which lifecycle rules find the object, such as {@code 7y-STANDARD}. */
  public String tag() {
    return years + "y-" + storage;
  }

  /** Where its upload is opened. */
  public Placement placement() {
    return new Placement(storage.readable() ? storage : StorageClass.STANDARD, tag());
  }
}
