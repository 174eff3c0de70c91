package io.sealstream.sinks.evidence;

import io.sealstream.evidence.EvidenceFormatException;
import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.store.EvidenceStore;
import io.sealstream.evidence.store.ForwardingStore;
import io.sealstream.schemas.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A store that fails to read keys that begin with a prefix, as long as there is one. */
final class DeafStore implements ForwardingStore {
  private final EvidenceStore store;
  private final boolean damaged;
  private final Queue<Thread> failed = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> answered = new ConcurrentLinkedQueue<>();
  private volatile Optional<String> failing = Optional.empty();
  private volatile boolean closed;

  private DeafStore(EvidenceStore store, boolean damaged) {
    this.store = store;
    this.damaged = damaged;
  }

  /** Fails as a store that does not answer. */
  static DeafStore silent(EvidenceStore store) {
    return new DeafStore(store, false);
  }

  /** Fails as one whose files are damaged. */
  static DeafStore damaged(EvidenceStore store) {
    return new DeafStore(store, true);
  }

  void failBelow(String keys) {
    failing = Optional.of(keys);
  }

  void answerAgain() {
    failing = Optional.empty();
  }

  /** The threads that were failed, one for each time. */
  List<Thread> failed() {
    return List.copyOf(failed);
  }

  List<Thread> answered() {
    return List.copyOf(answered);
  }

  boolean isClosed() {
    return closed;
  }

  private void hear(String key) throws IOException {
    if (failing.filter(key::startsWith).isPresent()) {
      failed.add(Thread.currentThread());
      if (damaged) {
        throw new EvidenceFormatException(VerdictCode.NON_CANONICAL, key + " is damaged");
      }
      throw new IOException("no answer about " + key);
    }
    answered.add(Thread.currentThread());
  }

  @Override
  public EvidenceStore store() {
    return store;
  }

  @Override
  public Optional<Bytes> read(String key) throws IOException {
    hear(key);
    return store.read(key);
  }

  @Override
  public void forEachKey(String keys, KeyReceiver receiver) throws IOException {
    hear(keys);
    store.forEachKey(keys, receiver);
  }

  @Override
  public void close() {
    closed = true;
  }
}
