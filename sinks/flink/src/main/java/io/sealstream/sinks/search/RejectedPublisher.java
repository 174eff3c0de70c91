package io.sealstream.sinks.search;

import io.sealstream.schemas.codec.RejectedCopies;
import io.sealstream.schemas.v1.Rejected;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** Where refused documents go. */
public interface RejectedPublisher extends AutoCloseable {

  /** Completes once the record is durable. Called on one thread; must not block it for long. */
  CompletableFuture<Void> publish(Rejected rejected);

  /** How copies are made that this publisher can send. */
  RejectedCopies copies();

  @Override
  void close();

  /** Opens a publisher where the writer runs. */
  @FunctionalInterface
  interface Factory extends Serializable {
    RejectedPublisher open();
  }
}
