package io.sealstream.evidence.publish;

import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.evidence.store.StagingStream;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that fails every call after the given number of writes, as a crash would look. */
record CrashingStore(EvidenceStore store, AtomicInteger writesLeft) implements EvidenceStore {

  static CrashingStore after(int writes, EvidenceStore store) {
    return new CrashingStore(store, new AtomicInteger(writes));
  }

  private void write() throws IOException {
    if (writesLeft.getAndDecrement() <= 0) {
      throw new IOException("crashed");
    }
  }

  @Override
  public StagingStream stage(String key) throws IOException {
    return store.stage(key);
  }

  @Override
  public PublishedObject complete(StagedObject staged, LockRequest lock) throws IOException {
    write();
    return store.complete(staged, lock);
  }

  @Override
  public PublishedObject createOnce(String key, Bytes body, LockRequest lock) throws IOException {
    write();
    return store.createOnce(key, body, lock);
  }

  @Override
  public void putHint(String key, Bytes body) throws IOException {
    write();
    store.putHint(key, body);
  }

  @Override
  public Optional<Bytes> read(String key) throws IOException {
    return store.read(key);
  }

  @Override
  public InputStream open(String key) throws IOException {
    return store.open(key);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void close() {}
}
