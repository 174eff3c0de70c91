package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;

/** Somebody else wrote the key first, with other bytes. Theirs stay. */
public final class ObjectConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Bytes existing;

  public ObjectConflictException(String key, Bytes existing) {
    super(key + " exists with other bytes");
    this.existing = existing;
  }

  /** What is there. */
  public Bytes existing() {
    return existing;
  }
}
