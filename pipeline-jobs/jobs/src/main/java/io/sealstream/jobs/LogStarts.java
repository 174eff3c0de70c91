package io.sealstream.jobs;

import java.io.IOException;
import java.io.Serializable;

/** Where partitions begin: what is older is deleted. For one thread. */
interface LogStarts extends AutoCloseable {

  /** Opens one where the task runs. */
  interface Factory extends Serializable {
    LogStarts open();
  }

  /**
   * The first offset that the broker still has.
   *
   * @throws IOException when it does not answer
   */
  long of(String topic, int partition) throws IOException;

  @Override
  void close();
}
