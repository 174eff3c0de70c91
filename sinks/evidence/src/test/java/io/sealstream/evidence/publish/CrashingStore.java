package io.sealstream.evidence.publish;

import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that fails every call after the given number of writes, as a crash would look. */
record CrashingStore(EvidenceStore store, AtomicInteger writesLeft) implements ForwardingStore {

  static CrashingStore after(int writes, EvidenceStore store) {
    return new CrashingStore(store, new AtomicInteger(writes));
  }

  private void write() throws IOException {
    if (writesLeft.getAndDecrement() <= 0) {
      throw new IOException("crashed");
    }
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
}
