package io.sealstream.evidence.store;

import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several threads write one key at the same moment. */
final class Race {
  private static final int WRITERS = 8;

  private Race() {}

  /** What one writer was told: that it won, or whose bytes are there instead. */
  record Result(boolean won, Bytes seen) {}

  static List<Result> createOnce(
      EvidenceStore store, LockRequest lock, String key, IntFunction<Bytes> body) throws Exception {
    var start = new CyclicBarrier(WRITERS);
    var pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Result>> pending = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Bytes bytes = body.apply(i);
        pending.add(
            pool.submit(
                () -> {
                  start.await();
                  return write(store, lock, key, bytes);
                }));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> result : pending) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Result write(EvidenceStore store, LockRequest lock, String key, Bytes body)
      throws Exception {
    try {
      store.createOnce(key, body, lock);
      return new Result(true, body);
    } catch (ObjectConflictException e) {
      return new Result(false, e.existing());
    }
  }
}
