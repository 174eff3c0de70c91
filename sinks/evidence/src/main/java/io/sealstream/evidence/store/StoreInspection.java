package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.List;

/**
 * What a store with versions and locks says of its objects right now, to be compared with what was
 * sealed. Only reads. An {@link IOException} means that the store did not say, a missing permission
 * included.
 */
public interface StoreInspection {

  /**
   * The versions under a key, newest first; a delete marker among them only where it is the newest.
   * The last one is what the archive's own readers read.
   *
   * @throws IllegalArgumentException when it is no key
   */
  List<StoredVersion> versions(String key) throws IOException;

  /** The lock on that version, as the store shows it now. */
  PublishedObject held(String key, String versionId) throws IOException;

  /**
   * Whether a legal hold is on that version; one that is not there is not held.
   *
   * @throws IllegalArgumentException when it is no key
   */
  boolean isHeld(String key, String versionId) throws IOException;

  /** SHA-256 of that version's bytes: reads them all. */
  Bytes sha256(String key, String versionId) throws IOException;
}
