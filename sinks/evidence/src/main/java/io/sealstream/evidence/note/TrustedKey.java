package io.sealstream.evidence.note;

/**
 * A key, and the tree sizes it may sign.
 *
 * @param fromSize smallest size
 * @param toSize largest size; {@link Long#MAX_VALUE} while in use
 */
public record TrustedKey(NoteKey key, long fromSize, long toSize) {

  /** Whether the key was in use at this size. */
  public boolean covers(long size) {
    return fromSize <= size && size <= toSize;
  }
}
