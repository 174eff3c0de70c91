package io.sealstream.sinks.search;

import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.v1.Rejected;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is published; shared by name, for Flink serialises factories. */
final class RecordingRejectedPublisher implements RejectedPublisher {
  private static final List<Rejected> PUBLISHED = new CopyOnWriteArrayList<>();

  /** A factory, after forgetting what was published before. */
  static Factory factory() {
    PUBLISHED.clear();
    return RecordingRejectedPublisher::new;
  }

  static List<Rejected> published() {
    return PUBLISHED;
  }

  @Override
  public CompletableFuture<Void> publish(Rejected rejected) {
    PUBLISHED.add(rejected);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public RejectedCopies copies() {
    return new RejectedCopies(1 << 24);
  }

  @Override
  public void close() {}
}
