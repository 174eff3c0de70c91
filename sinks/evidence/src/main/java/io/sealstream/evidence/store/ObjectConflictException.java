package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;

/**
 * Somebody else wrote the key first, with other bytes. Theirs stay: repeating the write never
 * helps. The message names the key and both hashes.
 */
public final class ObjectConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Bytes existing;

  private ObjectConflictException(String key, Bytes ours, Bytes theirs, Bytes existing) {
    super(
        "%s exists with other bytes: SHA-256 %s is there, %s was to be written"
            .formatted(key, theirs.toHex(), ours.toHex()));
    this.existing = existing;
  }

  /** For a small object. */
  static ObjectConflictException of(String key, Bytes ours, Bytes existing) {
    return new ObjectConflictException(key, Sha256.of(ours), Sha256.of(existing), existing);
  }

  /** For a large object, of which only the hashes are at hand. */
  static ObjectConflictException ofHashes(String key, Bytes ours, Bytes theirs) {
    return new ObjectConflictException(key, ours, theirs, Bytes.EMPTY);
  }

  /** What is there; empty for a staged object. */
  public Bytes existing() {
    return existing;
  }
}
