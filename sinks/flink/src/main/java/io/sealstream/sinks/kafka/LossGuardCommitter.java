package io.sealstream.sinks.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits like the connector's committer, but loses nothing silently: the connector drops a
 * transaction that the broker fenced, aborted or forgot, and goes on. A transaction that is
 * committed already is no loss, though the broker may refuse to commit it again: Kafka 4 raises the
 * epoch with the commit, and the connector resumes with the one before. So the coordinator is asked
 * what became of it.
 *
 * <p>Runs on the task thread. All requests are tried before a loss halts the job, so that it costs
 * none of the others. A coordinator that does not answer fails the task, not the job.
 */
final class LossGuardCommitter implements Committer<KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(LossGuardCommitter.class);

  /** What is guarded, for messages, and what a loss does. */
  record Guarded(String topic, Transactions settings) {}

  private final Committer<KafkaCommittable> connector;
  private final TransactionOutcomes outcomes;
  private final String topic;
  private final Transactions settings;
  private final Counter lostTransactions;

  LossGuardCommitter(
      Committer<KafkaCommittable> connector,
      TransactionOutcomes outcomes,
      Guarded guarded,
      MetricGroup operator) {
    this.connector = connector;
    this.outcomes = outcomes;
    this.topic = guarded.topic();
    this.settings = guarded.settings();
    this.lostTransactions =
        operator.addGroup("sealstream").addGroup("kafka").counter("numTransactionsLost");
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<Refusal> refused = new ArrayList<>();
    List<CommitRequest<KafkaCommittable>> guarded = new ArrayList<>();
    requests.forEach(request -> guarded.add(new GuardedRequest(request, refused)));
    connector.commit(guarded);
    if (refused.isEmpty()) {
      return;
    }
    List<Refusal> losses = losses(refused);
    if (!losses.isEmpty()) {
      haltOrGiveUp(losses);
    }
  }

  /** Of the refused requests those whose transaction is not committed; the others are done. */
  private List<Refusal> losses(List<Refusal> refused) throws IOException, InterruptedException {
    Set<KafkaCommittable> committed =
        outcomes.committed(refused.stream().map(Refusal::transaction).toList());
    List<Refusal> losses = new ArrayList<>();
    for (Refusal refusal : refused) {
      if (committed.contains(refusal.transaction())) {
        LOG.info("No loss: {} was committed before", refusal.transaction());
        refusal.request().signalAlreadyCommitted();
      } else {
        losses.add(refusal);
      }
    }
    return losses;
  }

  /** Halts the job; where losses are accepted, the requests are given up instead. */
  private void haltOrGiveUp(List<Refusal> losses) {
    lostTransactions.inc(losses.size());
    String report =
        LostTransaction.report(topic, settings, losses.stream().map(Refusal::loss).toList());
    if (!settings.acceptLost()) {
      throw new SuppressRestartsException(new LostTransactionException(report));
    }
    losses.forEach(loss -> loss.request().giveUp(loss.answer()));
    LOG.warn("{} is on, the job goes on: {}", Transactions.ACCEPT_LOST_KEY, report);
  }

  @Override
  public void close() throws Exception {
    connector.close();
  }

  private record Refusal(GuardedRequest request, Throwable answer) {
    KafkaCommittable transaction() {
      return request.getCommittable();
    }

    LostTransaction loss() {
      return LostTransaction.of(transaction(), answer);
    }
  }

  /** Notes a refusal; the request stays undone until it is known whether it is a loss. */
  private static final class GuardedRequest implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;
    private final List<Refusal> refused;

    GuardedRequest(CommitRequest<KafkaCommittable> request, List<Refusal> refused) {
      this.request = request;
      this.refused = refused;
    }

    /** Drops an accepted loss. */
    void giveUp(Throwable answer) {
      request.signalFailedWithKnownReason(answer);
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable refusal) {
      refused.add(new Refusal(this, refusal));
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable failure) {
      // The connector takes it for a passing failure, but no restart brings a forgotten id back.
      if (failure instanceof InvalidPidMappingException) {
        signalFailedWithKnownReason(failure);
      } else {
        request.signalFailedWithUnknownReason(failure);
      }
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
