package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.BrokerView;
import java.io.IOException;
import java.io.Serializable;

/**
 * Knows which partitions the sealed topics have and how far they reach. {@link #latest} never
 * blocks; the other methods do.
 */
interface BrokerWatch extends AutoCloseable {

  /** Connects to the broker from the task; it travels there with the operator. */
  @FunctionalInterface
  interface Opener extends Serializable {

    /**
     * A watch that has asked once, so that the first cut knows every partition.
     *
     * @throws IOException when the broker does not answer
     */
    BrokerWatch open(EvidenceSinkConfig.Topics topics) throws IOException;
  }

  /** The newest view, some seconds old. */
  BrokerView latest();

  /**
   * Asks the broker now.
   *
   * @throws IOException when it does not answer
   */
  BrokerView ask() throws IOException;

  @Override
  void close();
}
