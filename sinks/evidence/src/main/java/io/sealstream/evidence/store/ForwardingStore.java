package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A store over another one that says only what it does differently: every other call is the other
 * store's, with its guarantees, threads and errors.
 */
public interface ForwardingStore extends EvidenceStore {

  /** The store behind it, which belongs to the caller: {@link #close} leaves it open. */
  EvidenceStore store();

  @Override
  default StagingStream stage(String key) throws IOException {
    return store().stage(key);
  }

  @Override
  default StagingStream stage(String key, Placement placement) throws IOException {
    return store().stage(key, placement);
  }

  @Override
  default PublishedObject complete(StagedObject staged, LockRequest lock) throws IOException {
    return store().complete(staged, lock);
  }

  @Override
  default PublishedObject createOnce(String key, Bytes body, LockRequest lock) throws IOException {
    return store().createOnce(key, body, lock);
  }

  @Override
  default void putHint(String key, Bytes body) throws IOException {
    store().putHint(key, body);
  }

  @Override
  default Optional<Bytes> read(String key) throws IOException {
    return store().read(key);
  }

  @Override
  default InputStream open(String key) throws IOException {
    return store().open(key);
  }

  @Override
  default void forEachKey(String prefix, KeyReceiver receiver) throws IOException {
    store().forEachKey(prefix, receiver);
  }

  @Override
  default Optional<StoreInspection> inspection() {
    return store().inspection();
  }

  @Override
  default void close() {}
}
