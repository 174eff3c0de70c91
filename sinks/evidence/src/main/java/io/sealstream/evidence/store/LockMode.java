package io.sealstream.evidence.store;

/** S3 Object Lock modes. */
public enum LockMode {
  /** Not locked: a plain folder, or a development store. */
  NONE,
  /** Special permission can still shorten or remove it. */
  GOVERNANCE,
  /** Nobody can shorten or remove it, the account's owner included. */
  COMPLIANCE
}
