package io.sealstream.sinks.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the transactions' coordinators. Connects for each question: refusals are rare. */
final class KafkaTransactionOutcomes implements TransactionOutcomes {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTransactionOutcomes.class);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final String bootstrapServers;

  KafkaTransactionOutcomes(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public Set<KafkaCommittable> committed(Collection<KafkaCommittable> refused)
      throws IOException, InterruptedException {
    List<String> ids =
        refused.stream().map(KafkaCommittable::getTransactionalId).distinct().toList();
    Set<KafkaCommittable> committed = new HashSet<>();
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
      DescribeTransactionsResult answers = admin.describeTransactions(ids);
      for (KafkaCommittable transaction : refused) {
        if (isCommitted(transaction, answers)) {
          committed.add(transaction);
        }
      }
    }
    return committed;
  }

  private static boolean isCommitted(
      KafkaCommittable transaction, DescribeTransactionsResult answers)
      throws IOException, InterruptedException {
    String id = transaction.getTransactionalId();
    try {
      TransactionDescription now =
          answers.description(id).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("The coordinator of refused {} answers {}", transaction, now);
      return isCommitted(transaction, now);
    } catch (TimeoutException e) {
      throw unanswered(id, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        throw unanswered(id, e);
      }
      LOG.warn("What became of refused {} is unknown", transaction, e.getCause());
      return false;
    }
  }

  private static IOException unanswered(String id, Exception cause) {
    return new IOException(
        "Kafka refuses to commit transaction " + id + " and does not say what became of it", cause);
  }

  /**
   * Whether a coordinator that now says this committed the transaction, which it had taken records
   * into.
   *
   * <p>A commit either keeps the epoch (a producer that resumed the transaction ends it by the
   * protocol of Kafka 3) or raises it by one (KIP-890), and a client that learns of KIP-890 during
   * the commit raises it by one after it, which leaves the id EMPTY. An abort that was not asked
   * for, by timeout or by another producer's start, also raises it by one, but then the state is an
   * abort's; the next producer's start raises it again, to two or more above the prepared one.
   */
  static boolean isCommitted(KafkaCommittable prepared, TransactionDescription now) {
    if (now.producerId() != prepared.getProducerId()) {
      return false;
    }
    int raised = now.producerEpoch() - prepared.getEpoch();
    return switch (now.state()) {
      case PREPARE_COMMIT, COMPLETE_COMMIT -> raised == 0 || raised == 1;
      case EMPTY -> raised == 1;
      default -> false;
    };
  }
}
