package io.sealstream.evidence.publish;

/** Why sealing stopped for good. The names are what operators search for: never change one. */
public enum HaltCode {
  /** The job's state is ahead of an archive that took another branch. */
  STATE_CONTRADICTS,
  /** Two live jobs seal into one archive. */
  FORK,
  /** The archive lacks a seal that this job has published: it was rolled back. */
  ARCHIVE_BEHIND,
  /** Staged bytes are gone, and the object is not there either. */
  UPLOAD_LOST,
  /** An offset came twice. */
  OVERLAP,
  /** A partition ends before what is sealed of it: the broker lost records that we have. */
  BROKER_REWRITE,
  /** The signed note of an epoch is there, but says something else. */
  NOTE_CONFLICT,
  /** Other bytes lie under a key of this epoch: somebody else wrote there. */
  OBJECT_CONFLICT,
  /** The archive belongs to another log. */
  ORIGIN,
  /** A record is larger than what a verifier reads. */
  RECORD_TOO_LARGE,
  /** A key that must sign a note cannot be had. */
  KEY_MISSING,
  /** The retention table changed, and its version did not grow. */
  RETENTION_VERSION;

  /** Whether a restart may mend it, because it begins again from what is published. */
  public boolean mendedByRestart() {
    return this == OVERLAP;
  }
}
