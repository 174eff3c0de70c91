package io.sealstream.schemas;

/**
 * Why a record could not be used. The code is persisted in evidence entries and the name in {@code
 * audit.rejected}: append only.
 */
public enum RejectReason {
  /** No value at all. */
  TOMBSTONE(1),
  /** The value exceeds the configured limit. */
  TOO_LARGE(2),
  /** Shorter than a wire-format header, or the first byte is not 0. */
  BAD_MAGIC(3),
  /** The registry says that it has no schema of this id. */
  UNKNOWN_SCHEMA(4),
  /** A known schema, which an AuditEvent cannot be read from. */
  INCOMPATIBLE_SCHEMA(5),
  /** The bytes do not decode under their own schema. */
  MALFORMED(6),
  /** Bytes are left over after the event. */
  TRAILING_BYTES(7),
  /** The event's tenant is missing or not a tenant id. */
  INVALID_TENANT(8),
  /** The event's id is missing or not usable as one. */
  INVALID_ID(9),
  /** The topic is bound to another tenant. */
  TENANT_NOT_BOUND(10),
  /** The event's time lies too far ahead of the broker's timestamp. */
  FUTURE_TIME(11),
  /** The search index refused the document. */
  INDEX_REFUSED(12);

  private final int code;

  RejectReason(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * The reason of a persisted code.
   *
   * @throws IllegalArgumentException for a code that this version does not know
   */
  public static RejectReason of(int code) {
    for (RejectReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no reject reason " + code);
  }
}
