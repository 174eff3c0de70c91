package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The archive's storage. Keys are relative paths with forward slashes.
 *
 * <p>Every method blocks. An {@link IOException} means "not known to have happened": the caller
 * retries, and every write is safe to repeat. Instances are safe for any thread; a {@link
 * StagingStream} is not.
 */
public interface EvidenceStore extends AutoCloseable {

  /** Opens an upload that stays invisible under its key until {@link #complete}. */
  StagingStream stage(String key) throws IOException;

  /** As {@link #stage(String)}; a store with storage classes and tags puts the object there. */
  default StagingStream stage(String key, Placement placement) throws IOException {
    return stage(key);
  }

  /**
   * Makes a staged object visible under its key, locked as asked, and reads back what the store
   * made of it. Repeating it is fine: an object already there with the same bytes is success.
   *
   * @throws UploadLostException when the upload is gone and no such object is there
   */
  PublishedObject complete(StagedObject staged, LockRequest lock) throws IOException;

  /**
   * Writes an object that must not exist yet, locked as asked, and reads it back. The same bytes
   * already there are success.
   *
   * @throws ObjectConflictException when other bytes are there: they win, and are in the exception
   */
  PublishedObject createOnce(String key, Bytes body, LockRequest lock) throws IOException;

  /** Overwrites a small unlocked object: hints only, never evidence. */
  void putHint(String key, Bytes body) throws IOException;

  /**
   * The whole object; for small ones. Of several versions, the oldest: the one that a conditional
   * write would have kept.
   */
  Optional<Bytes> read(String key) throws IOException;

  /**
   * A stream over the object, the oldest version of it.
   *
   * @throws java.io.FileNotFoundException when there is none
   */
  InputStream open(String key) throws IOException;

  /** Takes one key after another. */
  interface KeyReceiver {
    void key(String key) throws IOException;
  }

  /**
   * Hands over each key under the prefix once, in any order; staged uploads are not among them.
   * Memory does not grow with their number.
   */
  void forEachKey(String prefix, KeyReceiver receiver) throws IOException;

  /** Keys under the prefix, sorted, all in memory: for a prefix that cannot have many. */
  default List<String> list(String prefix) throws IOException {
    List<String> keys = new ArrayList<>();
    forEachKey(prefix, keys::add);
    keys.sort(null);
    return List.copyOf(keys);
  }

  /**
   * A look at versions and locks as they are now; empty for a store that has neither, such as a
   * folder.
   */
  default Optional<StoreInspection> inspection() {
    return Optional.empty();
  }

  @Override
  void close();
}
