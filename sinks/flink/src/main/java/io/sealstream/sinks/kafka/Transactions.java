package io.sealstream.sinks.kafka;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a sink writes in Kafka transactions.
 *
 * @param timeout after which the broker aborts a transaction, prepared or not: the longest recovery
 *     that loses nothing; at most the brokers' {@code transaction.max.timeout.ms}
 * @param acceptLost go on, with a warning and a counter, when the broker has aborted what a
 *     completed checkpoint holds as prepared; else the job halts
 */
public record Transactions(Duration timeout, boolean acceptLost) implements Serializable {
  /** Key of the timeout, which messages name. */
  public static final String TIMEOUT_KEY = "sealstream.kafka.transaction-timeout";

  /** Key that accepts a loss, which messages name. */
  public static final String ACCEPT_LOST_KEY = "sealstream.kafka.accept-lost-transactions";
}
