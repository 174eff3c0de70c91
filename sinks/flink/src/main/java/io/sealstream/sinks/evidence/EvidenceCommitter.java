package io.sealstream.sinks.evidence;

import io.sealstream.evidence.note.SigningKeys;
import io.sealstream.evidence.publish.EpochPublisher;
import io.sealstream.evidence.publish.EpochPublisher.Outcome;
import io.sealstream.evidence.publish.EvidenceHaltException;
import io.sealstream.evidence.publish.Patience;
import io.sealstream.evidence.publish.PendingEpoch;
import io.sealstream.evidence.publish.RetentionAnnouncer;
import io.sealstream.evidence.store.EvidenceStore;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes epochs whose checkpoint completed, oldest first. Waits inside {@link #commit} while the
 * store fails, because Flink repeats without a pause and gives up at once; never signals a failure
 * with a known reason, which would drop the epoch in silence. Task thread only.
 */
final class EvidenceCommitter implements Committer<PendingEpoch> {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceCommitter.class);
  static final long NOTHING_RESTORED = -1;

  private final EvidenceStore store;
  private final RetentionAnnouncer announcer;
  private final EpochPublisher publisher;
  private final Patience patience;
  private final long restoredCheckpoint;
  private final CommitterMetrics metrics;

  EvidenceCommitter(
      EvidenceStore store,
      SigningKeys keys,
      RetentionAnnouncer announcer,
      Patience patience,
      long restoredCheckpoint,
      CommitterMetrics metrics) {
    this.store = store;
    this.announcer = announcer;
    this.patience = patience;
    this.restoredCheckpoint = restoredCheckpoint;
    this.metrics = metrics;
    this.publisher = new EpochPublisher(store, new TimedKeys(keys, metrics.group()), announcer);
  }

  /** Opens what the configuration names. */
  static EvidenceCommitter open(
      EvidenceSinkConfig config,
      RetentionAnnouncer announcer,
      long restoredCheckpoint,
      MetricGroup metrics)
      throws IOException {
    return new EvidenceCommitter(
        config.archive().open(),
        config.log().signingKeys(),
        announcer,
        Patience.DEFAULT,
        restoredCheckpoint,
        new CommitterMetrics(metrics, Clock.systemUTC()));
  }

  @Override
  public void commit(Collection<CommitRequest<PendingEpoch>> requests)
      throws IOException, InterruptedException {
    var oldestFirst =
        requests.stream()
            .sorted(Comparator.comparingLong(request -> request.getCommittable().epoch()))
            .toList();
    for (CommitRequest<PendingEpoch> request : oldestFirst) {
      publish(request);
    }
  }

  private void publish(CommitRequest<PendingEpoch> request)
      throws IOException, InterruptedException {
    PendingEpoch pending = request.getCommittable();
    boolean restored = pending.checkpointId() <= restoredCheckpoint;
    Outcome outcome = attempt(pending, restored);
    if (outcome == Outcome.SUPERSEDED) {
      LOG.warn("SUPERSEDED: {} is dropped, the archive covers its offsets", pending);
      metrics.superseded();
      request.signalAlreadyCommitted();
      return;
    }
    metrics.published(pending);
    LOG.info("published {} with {} objects", pending, pending.objects().size());
  }

  private Outcome attempt(PendingEpoch pending, boolean restored)
      throws IOException, InterruptedException {
    try {
      return patience.until(() -> publisher.publish(pending, restored));
    } catch (EvidenceHaltException e) {
      LOG.error("sealing halts: {}", e.getMessage());
      throw Halts.toFlink(e);
    }
  }

  @Override
  public void close() {
    announcer.close();
    store.close();
  }
}
