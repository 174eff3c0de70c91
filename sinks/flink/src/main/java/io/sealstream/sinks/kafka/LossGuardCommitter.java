package io.sealstream.sinks.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
 * committed already is no loss: the broker answers its repeated commit with success.
 *
 * <p>Runs on the task thread. All requests are tried before a loss halts the job, so that it costs
 * none of the others.
 */
final class LossGuardCommitter implements Committer<KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(LossGuardCommitter.class);

  private final Committer<KafkaCommittable> connector;
  private final String topic;
  private final Transactions settings;
  private final Counter lostTransactions;

  LossGuardCommitter(
      Committer<KafkaCommittable> connector,
      String topic,
      Transactions settings,
      MetricGroup operator) {
    this.connector = connector;
    this.topic = topic;
    this.settings = settings;
    this.lostTransactions =
        operator.addGroup("sealstream").addGroup("kafka").counter("numTransactionsLost");
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<LostTransaction> lost = new ArrayList<>();
    List<CommitRequest<KafkaCommittable>> guarded = new ArrayList<>();
    requests.forEach(request -> guarded.add(new GuardedRequest(request, lost)));
    connector.commit(guarded);
    if (lost.isEmpty()) {
      return;
    }
    lostTransactions.inc(lost.size());
    String report = LostTransaction.report(topic, settings, lost);
    if (!settings.acceptLost()) {
      throw new SuppressRestartsException(new LostTransactionException(report));
    }
    LOG.warn("{} is on, the job goes on: {}", Transactions.ACCEPT_LOST_KEY, report);
  }

  @Override
  public void close() throws Exception {
    connector.close();
  }

  /** Tells us of a loss; the request stays undone unless losses are accepted. */
  private final class GuardedRequest implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;
    private final List<LostTransaction> lost;

    GuardedRequest(CommitRequest<KafkaCommittable> request, List<LostTransaction> lost) {
      this.request = request;
      this.lost = lost;
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
      lost.add(LostTransaction.of(getCommittable(), refusal));
      if (settings.acceptLost()) {
        request.signalFailedWithKnownReason(refusal);
      }
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
