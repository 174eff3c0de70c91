package io.sealstream.sinks.evidence;

import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.evidence.store.LockRequest;
import io.sealstream.evidence.store.PublishedObject;
import io.sealstream.evidence.store.StagedObject;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store whose writes fail a few times, each after it happened: the worst kind of failure, as the
 * caller cannot know.
 *
 * @param written keys in the order of writing, repetitions included
 */
record FailingStore(EvidenceStore store, AtomicInteger failuresLeft, List<String> written)
    implements ForwardingStore {

  static FailingStore times(int failures, EvidenceStore store) {
    return new FailingStore(store, new AtomicInteger(failures), new ArrayList<>());
  }

  private void wrote(String key) throws IOException {
    written.add(key);
    if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IOException("no answer to the write of " + key);
    }
  }

  @Override
  public PublishedObject complete(StagedObject staged, LockRequest lock) throws IOException {
    var done = store.complete(staged, lock);
    wrote(staged.key());
    return done;
  }

  @Override
  public PublishedObject createOnce(String key, Bytes body, LockRequest lock) throws IOException {
    var done = store.createOnce(key, body, lock);
    wrote(key);
    return done;
  }
}
