package io.sealstream.evidence;

/** Stable names of what can be wrong with an archive. Scripts depend on them: append only. */
public enum VerdictCode {
  PAYLOAD_HASH,
  SCHEMA_BIND,
  LEAF_MISSING,
  HEAD_ROOT,
  CHECKPOINT_ROOT,
  COUNT,
  OFFSET_DUP,
  ORDER,
  TENANT_BIND,
  EPOCH_GAP,
  STALE_HEAD,
  ROLLBACK,
  EQUIVOCATION,
  INCONSISTENT,
  COVERAGE,
  GAP_NOT_ALLOWED,
  COVERAGE_OVERLAP,
  PARTITION_LOST,
  COUNT_EQUATION,
  RELABELLED,
  BROKER_REWRITE,
  /** A finding, not a failure: producers may be at fault. */
  EMITTER_GAP,
  CHAIN,
  TIME_ORDER,
  UNTRUSTED_KEY,
  BAD_SIGNATURE,
  KEY_RANGE,
  QUORUM,
  ORIGIN,
  PROOF_SHAPE,
  MALFORMED,
  NON_CANONICAL,
  OBJECT_HASH,
  LIMIT,
  PATH_BIND,
  UNSEALED_OBJECT,
  VERSION_SHADOW,
  LOCK_DRIFT,
  FORK,
  TENANT_GAP,
  /** A receipt is not the one a seal names. */
  RECEIPT,
  /** A log tile does not hold what the seals give. */
  TILE,
  /** A note is not signed by the keys that the seals name. */
  SIGNERS,
  /** A seal's policy set is not what the sealed policies come to. */
  POLICY_SET,
  /** The retention table that a seal names is missing, another, or no successor of the last. */
  RETENTION_TABLE,
  /** A batch is not locked, or a record not kept in the tier, as the retention table says. */
  RETENTION_RULE;

  /** Whether it makes verification fail. */
  public boolean isFailure() {
    return this != EMITTER_GAP;
  }
}
