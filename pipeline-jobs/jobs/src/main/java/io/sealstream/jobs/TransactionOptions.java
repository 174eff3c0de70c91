package io.sealstream.jobs;

import io.sealstream.sinks.kafka.Transactions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Keys of the jobs that write in Kafka transactions. */
public final class TransactionOptions {

  /** The default is the brokers' own limit, the most that an untouched broker takes. */
  public static final ConfigOption<Duration> TIMEOUT =
      ConfigOptions.key(Transactions.TIMEOUT_KEY)
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "The broker aborts a transaction as old as this: a recovery that takes longer halts the job. At least twice the checkpoint interval, at most the brokers' transaction.max.timeout.ms. While the job is down, read_committed readers wait as long behind what it left open.");

  public static final ConfigOption<Boolean> ACCEPT_LOST =
      ConfigOptions.key(Transactions.ACCEPT_LOST_KEY)
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Goes on when the broker does not commit a transaction that a completed checkpoint holds as prepared: what is missing stays missing, is logged and counted as numTransactionsLost. Otherwise the job halts, and Flink does not restart it.");

  static final List<ConfigOption<?>> ALL = List.of(TIMEOUT, ACCEPT_LOST);

  private TransactionOptions() {}
}
