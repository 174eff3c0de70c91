package io.sealstream.sinks.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** Tells which transactions whose commit was refused are committed all the same. */
interface TransactionOutcomes {

  /**
   * Those that are committed for certain; what cannot be told is left out. Blocks.
   *
   * @throws IOException when the broker does not answer: it may later
   */
  Set<KafkaCommittable> committed(Collection<KafkaCommittable> refused)
      throws IOException, InterruptedException;
}
