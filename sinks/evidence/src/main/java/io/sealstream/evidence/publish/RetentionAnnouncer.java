package io.sealstream.evidence.publish;

import java.io.IOException;
import java.io.Serializable;

/** Tells the audit trail that the retention table changed. One thread. */
@FunctionalInterface
public interface RetentionAnnouncer extends AutoCloseable {

  /**
   * Writes the change's event; it is durable when this returns.
   *
   * @throws IOException not known to have happened: repeat, the event is the same one
   */
  void announce(RetentionChange change) throws IOException;

  @Override
  default void close() {}

  /** Opens one where it is needed. */
  @FunctionalInterface
  interface Factory extends Serializable {
    RetentionAnnouncer open() throws IOException;
  }
}
