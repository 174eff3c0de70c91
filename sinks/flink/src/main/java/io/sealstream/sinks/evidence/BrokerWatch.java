package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.BrokerView;
import java.io.IOException;

/**
 * Knows which partitions the sealed topics have and how far they reach. {@link #latest} never
 * blocks; the other methods do.
 */
interface BrokerWatch extends AutoCloseable {

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
