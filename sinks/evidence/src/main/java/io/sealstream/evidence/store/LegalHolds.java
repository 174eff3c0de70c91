package io.sealstream.evidence.store;

import java.io.IOException;
import java.util.Optional;

/**
 * Legal holds of a store: a version under one cannot be deleted, whatever its retention. There is
 * one switch per version, whoever set it. Blocks; safe for any thread.
 */
public interface LegalHolds {

  /** The version of a key that counts, the oldest; empty where there is no such object. */
  Optional<String> oldestVersion(String key) throws IOException;

  /** Switches the hold of a version on or off. Repeating it is fine. */
  void hold(String key, String versionId, boolean on) throws IOException;

  /** What the store says of it; a version that is not there is not held. */
  boolean isHeld(String key, String versionId) throws IOException;

  /**
   * The holds of a store.
   *
   * @throws LocksNotEnforcedException for a store that cannot hold anything
   */
  static LegalHolds of(EvidenceStore store) {
    if (store instanceof LegalHolds holds) {
      return holds;
    }
    throw new LocksNotEnforcedException(
        "this archive is a folder, which cannot hold anything: use S3 with Object Lock, or keep a copy under the rules of your case");
  }
}
